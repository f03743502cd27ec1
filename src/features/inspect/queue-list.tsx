import { useState, type ReactElement } from 'react';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { ProgressBar } from '../../ui/progress-bar';
import { describeStorageFault } from '../fault-words';
import type { QueueItem, QueueState } from '../../services/inspect-queue-state';
import { useInspectQueue } from './use-inspect-queue';
import { QueueRow } from './queue-row';
import { inspectWords as words } from './words';

const pageSize = 20;

/** The pictures of this visit with what became of each. Long queues are drawn a page at a time, newest first. */
export function QueueList(): ReactElement {
  const { queue, snapshot } = useInspectQueue();
  const [shownCount, setShownCount] = useState(pageSize);
  const { items } = snapshot;
  if (items.length === 0) {
    return (
      <div className="queue-empty">
        <EmptyState icon="pictures" title={words.queueEmptyTitle}>
          {words.queueEmpty}
        </EmptyState>
      </div>
    );
  }
  const counts = countItems(items);
  const shown = orderForReading(items).slice(0, shownCount);
  const left = items.length - shown.length;
  return (
    <Panel title={words.queue} aside={<p className="quiet">{tellCounts(counts, items.length)}</p>}>
      <QueueHead snapshot={snapshot} done={counts.done} />
      <ol className="queue">
        {shown.map((item) => (
          <QueueRow key={item.id} item={item} />
        ))}
      </ol>
      {left > 0 ? (
        <Button onClick={() => setShownCount(shownCount + pageSize)}>{words.showMore(Math.min(left, pageSize))}</Button>
      ) : null}
      {counts.done > 0 && counts.done === items.length ? (
        <Button look="quiet" onClick={queue.clearFinished}>
          {words.clear}
        </Button>
      ) : null}
    </Panel>
  );
}

function QueueHead({ snapshot, done }: { readonly snapshot: QueueState; readonly done: number }): ReactElement {
  const { queue } = useInspectQueue();
  const all = snapshot.items.length;
  const isWaiting = snapshot.items.some(({ state }) => state.phase === 'waiting' || state.phase === 'running');
  return (
    <>
      {snapshot.pausedBy === undefined ? null : (
        <Notice
          tone="bad"
          role="alert"
          title={`${words.pausedTitle} ${describeStorageFault(snapshot.pausedBy).title}`}
          actions={<Button onClick={queue.resume}>{words.saveAgain}</Button>}
        >
          {words.goOnAfter}
        </Notice>
      )}
      {isWaiting && all > 1 ? (
        <div className="queue-progress">
          <ProgressBar label={words.queue} share={done / all} words={words.queueProgress(done, all)} />
          <Button onClick={queue.stop}>{words.stop}</Button>
        </div>
      ) : null}
      <p role="status" className="visually-hidden">
        {words.queueProgress(done, all)}
      </p>
    </>
  );
}

interface Counts {
  readonly done: number;
  readonly failed: number;
}

function countItems(items: readonly QueueItem[]): Counts {
  const failed = items.filter(({ state }) => state.phase === 'failed' || state.phase === 'unsaved').length;
  return { failed, done: failed + items.filter(({ state }) => state.phase === 'saved').length };
}

function tellCounts(counts: Counts, all: number): string {
  const progress = words.queueProgress(counts.done, all);
  return counts.failed === 0 ? progress : `${progress}, ${words.queueFailed(counts.failed)}`;
}

/** What runs comes first, then what is finished (newest first), then what waits. */
function orderForReading(items: readonly QueueItem[]): readonly QueueItem[] {
  const running = items.filter(({ state }) => state.phase === 'running');
  const waiting = items.filter(({ state }) => state.phase === 'waiting');
  const finished = items.filter(({ state }) => state.phase !== 'running' && state.phase !== 'waiting');
  return [...running, ...finished.reverse(), ...waiting];
}
