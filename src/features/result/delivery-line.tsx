import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { StateChip } from '../delivery-chip';
import { useDeliveryOverview, useDeliveryState, useRecordDelivery } from '../delivery-queries';
import { describeState } from '../delivery-text';
import { useWords } from '../../ui/words-context';

/** The delivery state of this inspection with its meaning. */
export function DeliveryLine({ recordId }: { readonly recordId: string }): ReactElement | null {
  const words = useWords();
  const state = useDeliveryState(recordId);
  const delivery = useRecordDelivery(recordId);
  const isKnown = useDeliveryOverview().data?.device.phase !== 'none';
  if (state === undefined || delivery === undefined) return null;
  return (
    <div className="stack-tight">
      <StateChip state={state} />
      <p className="small quiet">{describeState(words, state, delivery)}</p>
      {state === 'delivered' ? null : (
        <p>
          <Link href="/sync" className="delivery-link">
            {isKnown ? words.say('result.toSync') : words.say('result.toRegister')}
          </Link>
        </p>
      )}
    </div>
  );
}
