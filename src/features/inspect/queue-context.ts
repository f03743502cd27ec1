import { createContext, useContext, useSyncExternalStore } from 'react';
import type { InspectQueue } from '../../services/inspect-queue';
import type { QueueState } from '../../services/inspect-queue-state';

/** Provided by `app/mount-app.tsx`. */
export const InspectQueueContext = createContext<InspectQueue | undefined>(undefined);

/** The queue and its current state. Throws outside the provider. */
export function useInspectQueue(): { readonly queue: InspectQueue; readonly snapshot: QueueState } {
  const queue = useContext(InspectQueueContext);
  if (queue === undefined) throw new Error('InspectQueueContext is not provided');
  return { queue, snapshot: useSyncExternalStore(queue.subscribe, queue.read) };
}
