import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { countBatch } from '../../services/batch-progress';
import type { QueueBatch } from '../../services/inspect-queue-state';
import { buttonClass } from '../../ui/button';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { AbsentPage } from '../absent-page';
import { useInspectQueue } from '../use-inspect-queue';
import './batch.css';
import { BatchProgress } from './batch-progress';
import { BatchSummary } from './batch-summary';
import { batchTitle, progressText } from './batch-text';
import { QueueRows } from './queue-rows';
import { useBatch } from './use-batch';

/** One batch: its progress, its answers, and the pictures without a result. */
export function BatchScreen({ id }: { readonly id: string }): ReactElement {
  const words = useWords();
  const batch = useBatch(id);
  if (batch === undefined) {
    return (
      <Page title={words.say('batch.screen')}>
        <p className="quiet">{words.say('batch.loading')}</p>
      </Page>
    );
  }
  return batch === null ? <AbsentBatch /> : <LoadedBatch batch={batch} />;
}

function LoadedBatch({ batch }: { readonly batch: QueueBatch }): ReactElement {
  const words = useWords();
  const { snapshot } = useInspectQueue();
  const counts = countBatch(batch, snapshot.items);
  const open = snapshot.items.filter(({ batchId, state }) => batchId === batch.id && state.phase !== 'saved');
  return (
    <Page
      title={batchTitle(words, batch)}
      lead={`${batch.pack.title} · ${words.dateTime(batch.startedAt)}`}
      aside={<BatchLinks batch={batch} />}
    >
      <div className="stack">
        {counts.waiting === 0 ? <p className="quiet">{progressText(words, counts)}</p> : null}
        <BatchProgress batch={batch} />
      </div>
      <div className="batch-columns">
        <BatchSummary batch={batch} counts={counts} />
        {open.length === 0 ? null : (
          <Panel title={words.say('batch.withoutResult')}>
            <QueueRows items={open} batches={[batch]} label={words.say('batch.withoutResult')} />
          </Panel>
        )}
      </div>
    </Page>
  );
}

function BatchLinks({ batch }: { readonly batch: QueueBatch }): ReactElement | null {
  const words = useWords();
  if (batch.saved === 0) return null;
  return (
    <div className="row">
      <Link href={`/history?batch=${batch.id}`} className={buttonClass('primary')}>
        {words.say('batch.see', { count: batch.saved })}
      </Link>
      <Link href={`/report?batch=${batch.id}`} className={buttonClass('plain')}>
        {words.say('batch.report')}
      </Link>
    </div>
  );
}

function AbsentBatch(): ReactElement {
  const words = useWords();
  return (
    <AbsentPage
      title={words.say('batch.screen')}
      absence={words.say('batch.absentTitle')}
      reason={words.say('batch.absent')}
      way={{ href: '/', words: words.say('app.toInspect'), look: 'primary' }}
    />
  );
}
