/** The one queue of the app, given to the screens. */
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { InspectQueue, QueueSnapshot } from '../../services/inspect-queue';

/** Filled once by `app/main.tsx`. */
export const InspectQueueContext = createContext<InspectQueue | undefined>(undefined);

/** The queue and what is in it now; throws outside the provider, which is a bug. */
export function useInspectQueue(): { readonly queue: InspectQueue; readonly snapshot: QueueSnapshot } {
  const queue = useContext(InspectQueueContext);
  if (queue === undefined) throw new Error('InspectQueueContext is not provided');
  return { queue, snapshot: useSyncExternalStore(queue.subscribe, queue.read) };
}
