import { useState, type ReactElement } from 'react';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { ProgressBar } from '../../ui/progress-bar';
import { describeStorageFault } from '../../words/fault-text';
import type { QueueItem, QueueState } from '../../services/inspect-queue-state';
import { useInspectQueue } from '../use-inspect-queue';
import { QueueRow } from './queue-row';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';

const pageSize = 20;

/** The pictures of this session with their outcomes, a page at a time, newest first. */
export function QueueList(): ReactElement {
  const words = useWords();
  const { queue, snapshot } = useInspectQueue();
  const [shownCount, setShownCount] = useState(pageSize);
  const { items } = snapshot;
  if (items.length === 0) {
    return (
      <div className="queue-empty">
        <EmptyState icon="pictures" title={words.say('inspect.queueEmptyTitle')}>
          {words.say('inspect.queueEmpty')}
        </EmptyState>
      </div>
    );
  }
  const counts = countItems(items);
  const shown = orderForReading(items).slice(0, shownCount);
  const left = items.length - shown.length;
  return (
    <Panel
      title={words.say('inspect.queue')}
      aside={<p className="quiet">{countsText(words, counts, items.length)}</p>}
    >
      <QueueHeader snapshot={snapshot} done={counts.done} />
      <ol className="queue">
        {shown.map((item) => (
          <QueueRow key={item.id} item={item} />
        ))}
      </ol>
      {left > 0 ? (
        <Button onClick={() => setShownCount(shownCount + pageSize)}>
          {words.say('inspect.showMore', { count: Math.min(left, pageSize) })}
        </Button>
      ) : null}
      {counts.done > 0 && counts.done === items.length ? (
        <Button look="quiet" onClick={queue.clearFinished}>
          {words.say('inspect.clear')}
        </Button>
      ) : null}
    </Panel>
  );
}

function QueueHeader({ snapshot, done }: { readonly snapshot: QueueState; readonly done: number }): ReactElement {
  const words = useWords();
  const { queue } = useInspectQueue();
  const all = snapshot.items.length;
  const isWaiting = snapshot.items.some(({ state }) => state.phase === 'waiting' || state.phase === 'running');
  return (
    <>
      {snapshot.pausedBy === undefined ? null : (
        <Notice
          tone="bad"
          role="alert"
          title={words.say('inspect.pausedTitle', { reason: describeStorageFault(words, snapshot.pausedBy).title })}
          actions={<Button onClick={queue.resume}>{words.say('inspect.saveAgain')}</Button>}
        >
          {words.say('inspect.paused')}
        </Notice>
      )}
      {isWaiting && all > 1 ? (
        <div className="queue-progress">
          <ProgressBar
            label={words.say('inspect.queue')}
            share={done / all}
            words={words.say('inspect.progress', { done, count: all })}
          />
          <Button onClick={() => queue.stop()}>{words.say('inspect.stop')}</Button>
        </div>
      ) : null}
      <p role="status" className="visually-hidden">
        {words.say('inspect.progress', { done, count: all })}
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

function countsText(words: Words, counts: Counts, all: number): string {
  const { done, failed } = counts;
  return failed === 0
    ? words.say('inspect.progress', { done, count: all })
    : words.say('inspect.progressFailed', { done, count: all, failed });
}

/** The running picture first, then the finished ones (newest first), then the waiting ones. */
function orderForReading(items: readonly QueueItem[]): readonly QueueItem[] {
  const running = items.filter(({ state }) => state.phase === 'running');
  const waiting = items.filter(({ state }) => state.phase === 'waiting');
  const finished = items.filter(({ state }) => state.phase !== 'running' && state.phase !== 'waiting');
  return [...running, ...finished.reverse(), ...waiting];
}
