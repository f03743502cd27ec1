import type { ReactElement } from 'react';
import { Link, useLocation } from 'wouter';
import { countBatch } from '../../services/batch-progress';
import { isWorking } from '../../services/inspect-queue-state';
import { Chip } from '../../ui/chip';
import { useWords } from '../../ui/words-context';
import { useInspectQueue } from '../use-inspect-queue';
import './batch.css';

/** The progress of the running batch, on every screen that does not show the batch. */
export function BatchChip(): ReactElement | null {
  const words = useWords();
  const { snapshot } = useInspectQueue();
  const [location] = useLocation();
  const batch = snapshot.batches.find(
    ({ phase, chosen, isElsewhere }) => phase === 'running' && chosen > 1 && !isElsewhere,
  );
  if (batch === undefined || location === '/' || location === `/batch/${batch.id}` || !isWorking(snapshot)) return null;
  const counts = countBatch(batch, snapshot.items);
  return (
    <Link href={`/batch/${batch.id}`} className="batch-chip">
      <Chip tone="info" icon="inspect">
        {words.say('batch.chip', { done: counts.total - counts.waiting, count: counts.total })}
      </Chip>
    </Link>
  );
}
