import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { countBatch, countListed } from '../../services/batch-progress';
import type { QueueBatch, QueueState } from '../../services/inspect-queue-state';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { describeStorageFault } from '../../words/fault-text';
import { useInspectQueue } from '../use-inspect-queue';
import { useServices } from '../use-services';
import './batch.css';
import { BatchProgress } from './batch-progress';
import { batchTitle, progressText } from './batch-text';
import { QueueRows } from './queue-rows';

/** The pictures of this session and of resumed batches, with their outcomes. Loaded with the first picture. */
export function ListedQueue(): ReactElement {
  const words = useWords();
  const { queue, snapshot } = useInspectQueue();
  const { items, batches } = snapshot;
  const counts = countListed(snapshot);
  const text = progressText(words, counts);
  const canClear = counts.waiting === 0 && counts.unsaved === 0;
  return (
    <Panel title={words.say('inspect.queue')} aside={<p className="quiet">{text}</p>}>
      <PausedSaving snapshot={snapshot} />
      {batches.map((batch) => (
        <BatchBlock key={batch.id} batch={batch} snapshot={snapshot} />
      ))}
      <p role="status" className="visually-hidden">
        {words.say('batch.progress', { done: counts.total - counts.waiting, count: counts.total })}
      </p>
      <QueueRows items={items} batches={batches} label={words.say('inspect.queue')} />
      {canClear ? (
        <Button look="quiet" onClick={() => queue.clearFinished()}>
          {words.say('inspect.clear')}
        </Button>
      ) : null}
    </Panel>
  );
}

/** A batch of several pictures with its progress; of a single picture only what went wrong. */
function BatchBlock({
  batch,
  snapshot,
}: {
  readonly batch: QueueBatch;
  readonly snapshot: QueueState;
}): ReactElement | null {
  const words = useWords();
  if (!snapshot.items.some(({ batchId }) => batchId === batch.id)) return null;
  if (batch.chosen === 1) return <BatchProgress batch={batch} />;
  const counts = countBatch(batch, snapshot.items);
  // Of one batch the panel says the same.
  const hasText = counts.waiting === 0 && snapshot.batches.length > 1;
  return (
    <>
      <div className="batch-head">
        <Link href={`/batch/${batch.id}`} className="batch-link">
          {batchTitle(words, batch)}
        </Link>
        {hasText ? <span className="small quiet">{progressText(words, counts)}</span> : null}
      </div>
      <BatchProgress batch={batch} />
    </>
  );
}

function PausedSaving({ snapshot }: { readonly snapshot: QueueState }): ReactElement | null {
  const words = useWords();
  const { queue } = useServices();
  if (snapshot.pausedBy === undefined) return null;
  return (
    <Notice
      tone="bad"
      role="alert"
      title={words.say('inspect.pausedTitle', { reason: describeStorageFault(words, snapshot.pausedBy).title })}
      actions={<Button onClick={queue.resume}>{words.say('inspect.saveAgain')}</Button>}
    >
      {words.say('inspect.paused')}
    </Notice>
  );
}
