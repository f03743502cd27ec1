import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { useInspectQueue } from '../use-inspect-queue';
import './batch.css';
import { batchTitle } from './batch-text';
import { useRecentBatches } from './use-batch';

const shownBatches = 5;
/** More than are shown: some of them are in the list of pictures. */
const readBatches = 12;

/** The last batches that are not in the list of pictures, each a link to its screen. */
export function RecentBatches(): ReactElement | null {
  const words = useWords();
  const { snapshot } = useInspectQueue();
  const listed = new Set(snapshot.items.map(({ batchId }) => batchId));
  const recent = useRecentBatches(readBatches)
    .filter(({ id }) => !listed.has(id))
    .slice(0, shownBatches);
  if (recent.length === 0) return null;
  return (
    <Panel title={words.say('batch.recent')}>
      <ul>
        {recent.map((batch) => (
          <li key={batch.id} className="batch-head">
            <Link href={`/batch/${batch.id}`} className="batch-link">
              {batchTitle(words, batch)}
            </Link>
            <span className="small quiet">
              {words.date(batch.startedAt)} · {words.say('batch.savedOf', { saved: batch.saved, count: batch.chosen })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
