/** Queries about delivery, for every feature that shows it. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { DeliveryState, RecordDelivery } from '../domain/delivery';
import type { DeliveryOverview, SyncStatus } from '../services/delivery';
import { recordState } from './delivery-text';
import { useServices } from './use-services';

/** Query keys of delivery. Each begins with `delivery`. */
export const deliveryKeys = {
  all: ['delivery'],
  overview: ['delivery', 'overview'],
  attention: ['delivery', 'attention'],
  ofRecord: (recordId: string) => ['delivery', 'record', recordId],
} as const;

/** The waiting changes, the registration, and why nothing is sent. */
export function useDeliveryOverview(): UseQueryResult<DeliveryOverview> {
  const { delivery } = useServices();
  return useQuery({ queryKey: deliveryKeys.overview, queryFn: () => delivery.overview() });
}

/** What the sync engine of this tab is doing. */
export function useSyncStatus(): SyncStatus {
  const { delivery } = useServices();
  return useSyncExternalStore(delivery.subscribe, delivery.status);
}

/** The waiting changes and the receipt of one record. */
export function useRecordDelivery(recordId: string): RecordDelivery | undefined {
  const { delivery } = useServices();
  const queryKey = deliveryKeys.ofRecord(recordId);
  return useQuery({ queryKey, queryFn: () => delivery.ofRecord(recordId) }).data;
}

/** The delivery state of one record; undefined until it is read. */
export function useDeliveryState(recordId: string): DeliveryState | undefined {
  const overview = useDeliveryOverview().data;
  const found = useRecordDelivery(recordId);
  return overview === undefined || found === undefined ? undefined : recordState(found, overview.device);
}
