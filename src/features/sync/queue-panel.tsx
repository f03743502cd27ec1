import type { ReactElement } from 'react';
import { Button } from '../../ui/button';
import { Facts, type Fact } from '../../ui/facts';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import type { DeliveryOverview, SyncStatus } from '../../services/delivery';
import { useSyncStatus } from '../delivery-queries';
import { describeBlocker, describeDeliveryFault } from '../delivery-text';
import { FaultNotice } from '../fault-notice';
import { useServices } from '../use-services';
import './sync.css';
import { useChoose } from './use-delivery-mutations';
import { describeStorageFault } from '../../words/fault-text';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';

/** The outbox: what waits and why, and the buttons that send and pause. */
export function QueuePanel({ overview }: { readonly overview: DeliveryOverview }): ReactElement {
  const words = useWords();
  const engine = useSyncStatus();
  const { summary, device } = overview;
  return (
    <Panel title={words.say('sync.waitingTitle')}>
      <div role="status" className="stack-tight">
        <p className="queue-count">
          {summary.waiting === 0 ? words.say('sync.nothing') : words.say('sync.waiting', { count: summary.waiting })}
        </p>
        <p className="quiet">
          {summary.waiting === 0
            ? restText(words, overview)
            : words.say('sync.size', { size: words.bytes(summary.waitingBytes) })}
        </p>
      </div>
      {summary.waiting > 0 || overview.blocker?.kind === 'paused' ? (
        <WaitingReason overview={overview} engine={engine} />
      ) : null}
      {device.phase === 'registered' ? <SendButtons overview={overview} engine={engine} /> : null}
      <Facts facts={factsOf(words, overview, engine)} />
    </Panel>
  );
}

function restText(words: Words, { summary, device }: DeliveryOverview): string {
  const isAllSent = device.phase === 'registered' && summary.attention === 0 && summary.lastReceipt !== undefined;
  return isAllSent ? words.say('sync.allDelivered') : '';
}

/** Why the changes wait: the blocker, or the fault of the last attempt. */
function WaitingReason(props: {
  readonly overview: DeliveryOverview;
  readonly engine: SyncStatus;
}): ReactElement | null {
  const words = useWords();
  const { blocker, requested } = props.overview;
  // The panel of the registration says it.
  if (blocker?.kind === 'not-registered' && requested !== undefined) return null;
  if (blocker !== undefined) {
    const { title, advice } = describeBlocker(words, blocker);
    return (
      <Notice tone={blocker.kind === 'token-refused' ? 'warn' : 'info'} title={title}>
        {advice}
      </Notice>
    );
  }
  const end = props.engine.last?.end;
  if (props.engine.phase === 'draining' || end?.kind !== 'waiting' || end.fault === undefined) return null;
  const { title, advice } = describeDeliveryFault(words, end.fault);
  return (
    <Notice tone="watch" title={title}>
      {advice}
    </Notice>
  );
}

function SendButtons(props: { readonly overview: DeliveryOverview; readonly engine: SyncStatus }): ReactElement {
  const words = useWords();
  const choose = useChoose();
  const { delivery } = useServices();
  const sendNow = (): void => delivery.sendNow();
  const isPaused = props.overview.choices.sending === 'paused';
  const isDraining = props.engine.phase === 'draining';
  return (
    <div className="row">
      <Button
        look="primary"
        icon="send"
        disabled={props.overview.blocker !== undefined || isDraining || props.overview.summary.waiting === 0}
        onClick={sendNow}
      >
        {isDraining && props.overview.summary.waiting > 0 ? words.say('sync.sending') : words.say('sync.sendNow')}
      </Button>
      <Button disabled={choose.isPending} onClick={() => choose.mutate({ sending: isPaused ? 'on' : 'paused' })}>
        {isPaused ? words.say('sync.resume') : words.say('sync.pause')}
      </Button>
      {choose.error === null ? null : <FaultNotice fault={describeStorageFault(words, choose.error.fault)} />}
    </div>
  );
}

function factsOf(words: Words, { summary, device, blocker }: DeliveryOverview, engine: SyncStatus): readonly Fact[] {
  const { lastReceipt } = summary;
  const last =
    lastReceipt === undefined
      ? words.say('sync.noReceipt')
      : words.say('sync.lastReceipt', {
          time: words.dateTime(lastReceipt.confirmedAt),
          sequence: lastReceipt.sequence,
        });
  const isTryComing = summary.waiting > 0 && blocker === undefined && engine.nextTryMs !== undefined;
  return [
    { name: words.say('sync.lastReceiptTitle'), value: last },
    ...(isTryComing
      ? [
          {
            name: words.say('sync.nextTry'),
            value: words.say('sync.nextTryAt', { time: words.time(engine.nextTryMs) }),
          },
        ]
      : []),
    ...(device.phase === 'none'
      ? []
      : [
          {
            name: words.say('sync.device'),
            value: words.say('sync.deviceAt', { device: device.name, place: device.location }),
          },
        ]),
  ];
}
