import type { ReactElement } from 'react';
import { Button } from '../../ui/button';
import { Facts, type Fact } from '../../ui/facts';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import type { DeliveryOverview, SyncStatus } from '../../services/delivery';
import { useSyncStatus } from '../delivery-queries';
import { describeBlocker, describeDeliveryFault, nextTry } from '../delivery-words';
import { useServices } from '../use-services';
import './sync.css';
import { useDesk } from './use-sync-actions';
import { syncWords as words } from './words';

/** What waits, why, and the buttons that send and pause. */
export function QueuePanel({ overview }: { readonly overview: DeliveryOverview }): ReactElement {
  const engine = useSyncStatus();
  const { summary, device } = overview;
  return (
    <Panel title={words.waits}>
      <div role="status" className="stack-tight">
        <p className="queue-count">{summary.waiting === 0 ? words.nothing : words.waiting(summary.waiting)}</p>
        <p className="quiet">{summary.waiting === 0 ? restWords(overview) : words.size(summary.waitingBytes)}</p>
      </div>
      {summary.waiting > 0 || overview.blocker?.kind === 'paused' ? <Why overview={overview} engine={engine} /> : null}
      {device.phase === 'registered' ? <SendButtons overview={overview} engine={engine} /> : null}
      <Facts facts={factsOf(overview, engine)} />
    </Panel>
  );
}

function restWords({ summary, device }: DeliveryOverview): string {
  const isAllSent = device.phase === 'registered' && summary.attention === 0 && summary.lastConfirmed !== undefined;
  return isAllSent ? words.allConfirmed : '';
}

/** Why it waits: what keeps everything back, or what the last attempt met. */
function Why(props: { readonly overview: DeliveryOverview; readonly engine: SyncStatus }): ReactElement | null {
  const { blocker } = props.overview;
  if (blocker !== undefined) {
    const { title, advice } = describeBlocker(blocker);
    return (
      <Notice tone={blocker.kind === 'token-refused' ? 'warn' : 'info'} title={title}>
        {advice}
      </Notice>
    );
  }
  const end = props.engine.last?.end;
  if (props.engine.phase === 'draining' || end?.kind !== 'waiting' || end.fault === undefined) return null;
  const { title, advice } = describeDeliveryFault(end.fault);
  return (
    <Notice tone="watch" title={title}>
      {advice}
    </Notice>
  );
}

function SendButtons(props: { readonly overview: DeliveryOverview; readonly engine: SyncStatus }): ReactElement {
  const desk = useDesk();
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
        {isDraining && props.overview.summary.waiting > 0 ? words.sending : words.sendNow}
      </Button>
      <Button onClick={() => desk((at) => at.choose({ sending: isPaused ? 'on' : 'paused' }))}>
        {isPaused ? words.goOn : words.pause}
      </Button>
    </div>
  );
}

function factsOf({ summary, device, blocker }: DeliveryOverview, engine: SyncStatus): readonly Fact[] {
  const { lastConfirmed } = summary;
  const last =
    lastConfirmed === undefined
      ? words.neverConfirmed
      : words.lastReceipt(lastConfirmed.confirmedAt, lastConfirmed.sequence);
  const isTryComing = summary.waiting > 0 && blocker === undefined && engine.nextTryMs !== undefined;
  return [
    { name: words.lastConfirmed, value: last },
    ...(isTryComing ? [{ name: words.nextTry, value: nextTry(engine.nextTryMs ?? 0) }] : []),
    ...(device.phase === 'none' ? [] : [{ name: words.device, value: `${device.name}, ${device.location}` }]),
  ];
}
