import type { ReactElement } from 'react';
import { Chip } from '../ui/chip';
import { useDeliveryOverview, useDeliveryState } from './delivery-queries';
import type { DeliveryState } from './delivery-words';

/** Where one record stands. Nothing on a device that sends nowhere: there "saved" goes without saying. */
export function DeliveryChip({ recordId }: { readonly recordId: string }): ReactElement | null {
  const isKnown = useDeliveryOverview().data?.device.phase !== 'none';
  const state = useDeliveryState(recordId);
  return state === undefined || !isKnown ? null : <StateChip state={state} />;
}

/** A state as a chip. */
export function StateChip({ state: { tone, icon, title } }: { readonly state: DeliveryState }): ReactElement {
  return (
    <span>
      <Chip tone={tone} {...(icon === undefined ? {} : { icon })}>
        {title}
      </Chip>
    </span>
  );
}
