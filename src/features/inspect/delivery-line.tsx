import type { ReactElement } from 'react';
import { Link } from 'wouter';
import type { RecordDelivery } from '../../domain/delivery';
import { StateChip } from '../delivery-chip';
import { useDeliveryOverview, useDeliveryState, useRecordDelivery } from '../delivery-queries';
import { describeAttention, type DeliveryStateText } from '../delivery-words';
import { resultWords as words } from './result-words';

/** Where this inspection stands on its way to the office, in a word and a sentence. */
export function DeliveryLine({ recordId }: { readonly recordId: string }): ReactElement | null {
  const state = useDeliveryState(recordId);
  const delivery = useRecordDelivery(recordId);
  const isKnown = useDeliveryOverview().data?.device.phase !== 'none';
  if (state === undefined || delivery === undefined) return null;
  return (
    <div className="stack-tight">
      <StateChip state={state} />
      <p className="small quiet">{explain(state, delivery)}</p>
      {state.kind === 'delivered' ? null : (
        <p>
          <Link href="/sending" className="delivery-link">
            {isKnown ? words.toSending : words.toRegister}
          </Link>
        </p>
      )}
    </div>
  );
}

function explain({ kind, means }: DeliveryStateText, { waiting, confirmed }: RecordDelivery): string {
  if (kind === 'delivered' && confirmed !== undefined) return `${means} ${words.receipt(confirmed.sequence)}`;
  const reasons = waiting.flatMap(({ state }) => (state.phase === 'attention' ? [state.reason] : []));
  return reasons[0] === undefined ? means : describeAttention(reasons[0]).title;
}
