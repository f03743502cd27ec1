import type { ReactElement } from 'react';
import { countBatch, speedOf, type BatchCounts } from '../../services/batch-progress';
import type { QueueBatch } from '../../services/inspect-queue-state';
import { Button } from '../../ui/button';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Notice } from '../../ui/notice';
import { ProgressBar } from '../../ui/progress-bar';
import { useWords } from '../../ui/words-context';
import { describeStorageFault } from '../../words/fault-text';
import { describeQueueFault } from '../queue-fault-text';
import { useInspectQueue } from '../use-inspect-queue';
import { useServices } from '../use-services';
import './batch.css';
import { progressText, speedText } from './batch-text';

/** The progress of a batch, with the buttons to pause, continue and stop it, and why it is paused. */
export function BatchProgress({ batch }: { readonly batch: QueueBatch }): ReactElement | null {
  const { snapshot } = useInspectQueue();
  const counts = countBatch(batch, snapshot.items);
  return (
    <>
      <NotStoredNotice batch={batch} />
      {batch.isElsewhere === true ? <ElsewhereNotice /> : <PhaseLine batch={batch} counts={counts} />}
    </>
  );
}

function PhaseLine({
  batch,
  counts,
}: {
  readonly batch: QueueBatch;
  readonly counts: BatchCounts;
}): ReactElement | null {
  if (counts.waiting === 0) return null;
  switch (batch.phase) {
    case 'running':
      return counts.total > 1 ? <RunningLine batch={batch} counts={counts} /> : null;
    case 'paused':
      return <PausedNotice batch={batch} counts={counts} />;
    case 'stopped':
      return <StoppedNotice batch={batch} counts={counts} />;
    case 'ended':
      return null;
  }
}

function RunningLine({ batch, counts }: { readonly batch: QueueBatch; readonly counts: BatchCounts }): ReactElement {
  const words = useWords();
  const { queue } = useServices();
  const speed = speedText(words, speedOf(batch, counts.waiting));
  const text = progressText(words, counts);
  return (
    <div className="batch-progress">
      <ProgressBar
        label={words.say('inspect.queue')}
        share={(counts.total - counts.waiting) / counts.total}
        words={speed === undefined ? text : `${text} · ${speed}`}
      />
      <div className="row">
        <Button onClick={() => queue.pause(batch.id)}>{words.say('batch.pause')}</Button>
        <Button onClick={() => queue.stop(batch.id)}>{words.say('batch.stop')}</Button>
      </div>
    </div>
  );
}

function PausedNotice({ batch, counts }: { readonly batch: QueueBatch; readonly counts: BatchCounts }): ReactElement {
  const words = useWords();
  const { queue } = useServices();
  const because = batch.pausedBecause && describeQueueFault(words, batch.pausedBecause);
  return (
    <Notice
      tone={because === undefined ? 'info' : 'bad'}
      role={because === undefined ? 'status' : 'alert'}
      title={
        because === undefined
          ? words.say('batch.paused', { count: counts.waiting })
          : words.say('batch.pausedBecause', { reason: because.title })
      }
      actions={
        <>
          <Button look="primary" onClick={() => void queue.proceed(batch.id)}>
            {words.say('batch.proceed')}
          </Button>
          <Button onClick={() => queue.stop(batch.id)}>{words.say('batch.stop')}</Button>
        </>
      }
    >
      {because?.advice ?? progressText(words, counts)}
    </Notice>
  );
}

function StoppedNotice({ batch, counts }: { readonly batch: QueueBatch; readonly counts: BatchCounts }): ReactElement {
  const words = useWords();
  const { queue } = useServices();
  return (
    <Notice
      tone="warn"
      role="status"
      title={words.say('batch.stopped', { count: counts.waiting })}
      actions={
        <>
          <Button onClick={() => void queue.proceed(batch.id)}>{words.say('batch.proceed')}</Button>
          <ConfirmDialog
            trigger={{ words: words.say('batch.discard', { count: counts.waiting }), look: 'quiet' }}
            title={words.say('batch.discardTitle', { count: counts.waiting })}
            question={words.say('batch.discardText')}
            yes={words.say('batch.discard', { count: counts.waiting })}
            no={words.say('batch.cancel')}
            onYes={() => queue.discardWaiting(batch.id)}
          />
        </>
      }
    >
      {words.say('batch.stoppedAdvice')}
    </Notice>
  );
}

function NotStoredNotice({ batch }: { readonly batch: QueueBatch }): ReactElement | null {
  const words = useWords();
  const { queue, snapshot } = useInspectQueue();
  const count = snapshot.items.filter(
    ({ batchId, storage, state }) => batchId === batch.id && storage === 'memory' && state.phase === 'waiting',
  ).length;
  if (batch.notStored === undefined || count === 0 || batch.chosen === 1) return null;
  const { title, advice } = describeStorageFault(words, batch.notStored);
  return (
    <Notice
      tone="warn"
      role="status"
      title={words.say('batch.notStored', { count, reason: title })}
      actions={<Button onClick={() => void queue.storeAgain(batch.id)}>{words.say('batch.storeAgain')}</Button>}
    >
      {words.say('batch.notStoredAdvice', { advice })}
    </Notice>
  );
}

function ElsewhereNotice(): ReactElement {
  const words = useWords();
  return <Notice tone="info" role="status" title={words.say('batch.elsewhere')} />;
}
