/** Sending as reads of the device's storage, for every feature that shows it. */
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { RecordDelivery } from '../domain/delivery';
import type { DeliveryOverview, SyncStatus } from '../services/delivery';
import { recordState, type DeliveryStateText } from './delivery-words';
import { queryKeys } from './local-queries';
import { useServices } from './use-services';

/** Keys of the reads about sending. Each begins with `delivery`. */
export const deliveryKeys = {
  all: ['delivery'],
  overview: ['delivery', 'overview'],
  attention: ['delivery', 'attention'],
  ofRecord: (recordId: string) => ['delivery', 'record', recordId],
} as const;

/** What waits, who this device is, what keeps it from sending. */
export function useDeliveryOverview(): UseQueryResult<DeliveryOverview> {
  const { delivery } = useServices();
  return useQuery({ queryKey: deliveryKeys.overview, queryFn: () => delivery.overview() });
}

/** What this tab's engine is doing. */
export function useSyncStatus(): SyncStatus {
  const { delivery } = useServices();
  return useSyncExternalStore(delivery.subscribe, delivery.status);
}

/** What is known of the delivery of one record. */
export function useRecordDelivery(recordId: string): RecordDelivery | undefined {
  const { delivery } = useServices();
  const queryKey = deliveryKeys.ofRecord(recordId);
  return useQuery({ queryKey, queryFn: () => delivery.ofRecord(recordId) }).data;
}

/** Where one record stands; undefined until that is read. */
export function useDeliveryState(recordId: string): DeliveryStateText | undefined {
  const overview = useDeliveryOverview().data;
  const found = useRecordDelivery(recordId);
  return overview === undefined || found === undefined ? undefined : recordState(found, overview.device);
}

/** Reads again whatever the outbox has changed, in this tab or another. Mounted once. */
export function useDeliveryNews(): void {
  const { delivery, device } = useServices();
  const queryClient = useQueryClient();
  useEffect(() => {
    const refresh = (): void => {
      void queryClient.invalidateQueries({ queryKey: deliveryKeys.all });
      // Rows of the history show where each inspection stands.
      void queryClient.invalidateQueries({ queryKey: queryKeys.history });
    };
    const undo = [delivery.onChanged(refresh), device.onConnectivity(refresh)];
    return () => undo.forEach((stop) => stop());
  }, [delivery, device, queryClient]);
}
