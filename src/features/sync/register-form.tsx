import { useState, type ReactElement } from 'react';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { TextField } from '../../ui/text-field';
import type { DeliveryOverview } from '../../services/delivery';
import { describeStorageFault } from '../../words/fault-text';
import { describeStoppedRegistration } from '../delivery-text';
import { FaultNotice } from '../fault-notice';
import { useRegister } from './use-delivery-mutations';
import { useWords } from '../../ui/words-context';

const mostLetters = 200;

/** Name and place of this device, and the button that registers it. */
export function RegisterForm({ device, requested }: Pick<DeliveryOverview, 'device' | 'requested'>): ReactElement {
  const words = useWords();
  const isAgain = device.phase === 'refused';
  const given = requested ?? (device.phase === 'none' ? { name: '', location: '' } : device);
  const [texts, setTexts] = useState({ name: given.name, location: given.location, code: '' });
  const [name, location, code] = [texts.name.trim(), texts.location.trim(), texts.code.trim()];
  const register = useRegister();
  const fields = [
    { field: 'name', label: words.say('sync.deviceName'), hint: words.say('sync.deviceNameHint') },
    { field: 'location', label: words.say('sync.place'), hint: words.say('sync.placeHint') },
    { field: 'code', label: words.say('sync.code'), hint: words.say('sync.codeHint') },
  ] as const;
  return (
    <Panel title={isAgain ? words.say('sync.registerAgainTitle') : words.say('sync.registerTitle')}>
      <p>{isAgain ? words.say('sync.registerAgain') : words.say('sync.registerWhy')}</p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          register.mutate({ name, location, ...(code !== '' && { code }) });
        }}
      >
        {fields.map(({ field, label, hint }) => (
          <TextField
            key={field}
            label={label}
            hint={hint}
            value={texts[field]}
            onChange={(text) => setTexts({ ...texts, [field]: text })}
            maxLength={mostLetters}
          />
        ))}
        <StoppedBecause reason={requested?.stoppedBecause} />
        {register.error === null ? null : <FaultNotice fault={describeStorageFault(words, register.error.fault)} />}
        <Button
          type="submit"
          look="primary"
          icon="send"
          disabled={register.isPending || name === '' || location === ''}
        >
          {register.isPending ? words.say('sync.registering') : words.say('sync.register')}
        </Button>
      </form>
    </Panel>
  );
}

/** Why the last registration was refused; nothing where the user has cancelled it. */
function StoppedBecause({ reason }: { readonly reason: string | undefined }): ReactElement | null {
  const words = useWords();
  if (reason === undefined || reason === 'cancelled') return null;
  return <FaultNotice fault={describeStoppedRegistration(words, reason)} />;
}
