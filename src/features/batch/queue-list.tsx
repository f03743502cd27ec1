import type { ReactElement } from 'react';
import { EmptyState } from '../../ui/empty-state';
import { useWords } from '../../ui/words-context';
import { useInspectQueue } from '../use-inspect-queue';
import './batch.css';
import { RecentBatches } from './recent-batches';

/** What is being inspected, and recent batches. `listed` is the list of pictures, if there is one. */
export function QueueList({ listed }: { readonly listed: ReactElement }): ReactElement {
  const { snapshot } = useInspectQueue();
  return (
    <div className="stack">
      {snapshot.items.length === 0 ? <EmptyQueue /> : listed}
      <RecentBatches />
    </div>
  );
}

function EmptyQueue(): ReactElement {
  const words = useWords();
  return (
    <div className="queue-empty">
      <EmptyState icon="pictures" title={words.say('inspect.queueEmptyTitle')}>
        {words.say('inspect.queueEmpty')}
      </EmptyState>
    </div>
  );
}
