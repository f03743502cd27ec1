import { useState, type ReactElement } from 'react';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { TextField } from '../../ui/text-field';
import type { KnownAs } from '../../services/delivery';
import { describeRegisterFault } from '../delivery-text';
import { FaultNotice } from '../fault-notice';
import { useRegister } from './use-delivery-mutations';
import { useWords } from '../../ui/words-context';

const mostLetters = 200;

/** Name and place of this device, and the button that registers it. */
export function RegisterForm({ device }: { readonly device: KnownAs }): ReactElement {
  const words = useWords();
  const isAgain = device.phase === 'refused';
  const [name, setName] = useState(device.phase === 'none' ? '' : device.name);
  const [location, setLocation] = useState(device.phase === 'none' ? '' : device.location);
  const [code, setCode] = useState('');
  const register = useRegister();
  return (
    <Panel title={isAgain ? words.say('sync.registerAgainTitle') : words.say('sync.registerTitle')}>
      <p>{isAgain ? words.say('sync.registerAgain') : words.say('sync.registerWhy')}</p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const given = code.trim() === '' ? {} : { code: code.trim() };
          register.mutate({ name: name.trim(), location: location.trim(), ...given });
        }}
      >
        <TextField
          label={words.say('sync.deviceName')}
          hint={words.say('sync.deviceNameHint')}
          value={name}
          onChange={setName}
          maxLength={mostLetters}
        />
        <TextField
          label={words.say('sync.place')}
          hint={words.say('sync.placeHint')}
          value={location}
          onChange={setLocation}
          maxLength={mostLetters}
        />
        <TextField
          label={words.say('sync.code')}
          hint={words.say('sync.codeHint')}
          value={code}
          onChange={setCode}
          maxLength={mostLetters}
        />
        {register.error === null ? null : <FaultNotice fault={describeRegisterFault(words, register.error.fault)} />}
        <Button
          type="submit"
          look="primary"
          icon="send"
          disabled={register.isPending || name.trim() === '' || location.trim() === ''}
        >
          {register.isPending ? words.say('sync.registering') : words.say('sync.register')}
        </Button>
      </form>
    </Panel>
  );
}
