import { useSyncExternalStore } from 'react';
import type { InspectQueue } from '../services/inspect-queue';
import type { QueueState } from '../services/inspect-queue-state';
import { useServices } from './use-services';

/** The queue and its current state. */
export function useInspectQueue(): { readonly queue: InspectQueue; readonly snapshot: QueueState } {
  const { queue } = useServices();
  return { queue, snapshot: useSyncExternalStore(queue.subscribe, queue.read) };
}
