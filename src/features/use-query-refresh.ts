import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { deliveryKeys } from './delivery-queries';
import { queryKeys } from './local-queries';
import { useServices } from './use-services';

/** Reads queries again when a service reports a change that no mutation of this tab made. Mounted once. */
export function useQueryRefresh(): void {
  const { inspections, delivery, device } = useServices();
  const queryClient = useQueryClient();
  useEffect(() => {
    const refresh = (...keys: readonly (readonly string[])[]): void => {
      for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey });
    };
    // The rows of the history show the delivery state of each inspection.
    const refreshDelivery = (): void => refresh(deliveryKeys.all, queryKeys.history);
    const unsubscribe = [
      inspections.subscribe(() => refresh(queryKeys.inspections, queryKeys.storage)),
      delivery.onChanged(refreshDelivery),
      device.onConnectivity(() => refresh(deliveryKeys.all, queryKeys.history, queryKeys.offers)),
    ];
    return () => unsubscribe.forEach((stop) => stop());
  }, [inspections, delivery, device, queryClient]);
}
