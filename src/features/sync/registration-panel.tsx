import type { ReactElement } from 'react';
import { Button } from '../../ui/button';
import { Facts } from '../../ui/facts';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { describeStorageFault } from '../../words/fault-text';
import type { DeliveryOverview } from '../../services/delivery';
import { useSyncStatus } from '../delivery-queries';
import { FaultNotice } from '../fault-notice';
import { useServices } from '../use-services';
import { describeRegistrationWait } from './registration-wait';
import { RegisterForm } from './register-form';
import { useCancelRegistration } from './use-delivery-mutations';

/** The registration of this device: the form, or the registration that waits for the server. */
export function RegistrationPanel({ overview }: { readonly overview: DeliveryOverview }): ReactElement | null {
  const { device, requested } = overview;
  if (requested !== undefined && requested.stoppedBecause === undefined) return <WaitingPanel requested={requested} />;
  if (device.phase === 'registered') return null;
  const request = requested === undefined ? {} : { requested };
  return <RegisterForm key={`${device.phase} ${requested?.stoppedBecause}`} device={device} {...request} />;
}

function WaitingPanel({ requested }: { readonly requested: NonNullable<DeliveryOverview['requested']> }): ReactElement {
  const words = useWords();
  const engine = useSyncStatus();
  const { delivery, device } = useServices();
  const cancel = useCancelRegistration();
  const isSending = engine.phase === 'draining';
  const { title, advice } = describeRegistrationWait(words, engine, device.disconnection());
  return (
    <Panel title={words.say('sync.registerTitle')}>
      <Notice tone="info" role="status" title={title}>
        {advice}
      </Notice>
      <Facts
        facts={[
          {
            name: words.say('sync.device'),
            value: words.say('sync.deviceAt', { device: requested.name, place: requested.location }),
          },
          ...(isSending || engine.nextTryMs === undefined
            ? []
            : [
                {
                  name: words.say('sync.nextTry'),
                  value: words.say('sync.nextTryAt', { time: words.time(engine.nextTryMs) }),
                },
              ]),
        ]}
      />
      {cancel.error === null ? null : <FaultNotice fault={describeStorageFault(words, cancel.error.fault)} />}
      <div className="row">
        <Button look="primary" icon="send" disabled={isSending} onClick={() => delivery.sendNow()}>
          {words.say('sync.tryAgain')}
        </Button>
        <Button disabled={cancel.isPending} onClick={() => cancel.mutate()}>
          {words.say('sync.changeRegistration')}
        </Button>
      </div>
    </Panel>
  );
}
