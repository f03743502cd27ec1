import type { ReactElement } from 'react';
import { StateChip } from './delivery-chip';
import { useDeliveryOverview, useDeliveryState } from './delivery-queries';

/** Whether the office has the newest change of an asset or job; nothing on a device that is not registered. */
export function DeliveryOfItem({ id }: { readonly id: string }): ReactElement | null {
  const device = useDeliveryOverview().data?.device;
  const state = useDeliveryState(id);
  if (device === undefined || device.phase === 'none' || state === undefined || state === 'saved') return null;
  return <StateChip state={state} />;
}
