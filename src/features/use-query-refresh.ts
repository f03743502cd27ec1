import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { deliveryKeys } from './delivery-queries';
import { queryKeys } from './local-queries';
import { useServices } from './use-services';

/** Reads queries again when a service reports a change that no mutation of this tab made. Mounted once. */
export function useQueryRefresh(): void {
  const { inspections, assets, delivery, device } = useServices();
  const queryClient = useQueryClient();
  useEffect(() => {
    const refresh = (...keys: readonly (readonly string[])[]): void => {
      for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey });
    };
    // The rows of the history show the delivery state of each inspection.
    const refreshDelivery = (): void => refresh(deliveryKeys.all, queryKeys.history, queryKeys.shared);
    const unsubscribe = [
      assets.subscribe(() => refresh(queryKeys.shared)),
      inspections.subscribe(() => refresh(queryKeys.inspections, queryKeys.storage)),
      delivery.onChanged(refreshDelivery),
      device.onConnectivity(() => {
        refreshDelivery();
        if (device.disconnection() === undefined) void refreshFailedOffers(queryClient);
      }),
    ];
    return () => unsubscribe.forEach((stop) => stop());
  }, [inspections, assets, delivery, device, queryClient]);
}

/** Only where the packs could not be read, or not all of them: reading them is a request, which may change the state of the connection again. */
function refreshFailedOffers(queryClient: QueryClient): Promise<void> {
  return queryClient.invalidateQueries({
    queryKey: queryKeys.offers,
    predicate: ({ state }) => isFault(state.data) || lacksPacks(state.data),
  });
}

function isFault(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'ok' in data && data.ok === false;
}

/** Offers of an earlier connection are in it. */
function lacksPacks(data: unknown): boolean {
  if (typeof data !== 'object' || data === null || !('value' in data) || !Array.isArray(data.value)) return false;
  return data.value.some((offer: unknown) => typeof offer === 'object' && offer !== null && 'needsConnection' in offer);
}
