import type { ReactElement } from 'react';
import { Button } from '../../ui/button';
import { Page } from '../../ui/page';
import { useDeliveryOverview } from '../delivery-queries';
import { FaultNotice } from '../fault-notice';
import { AttentionPanel } from './attention-panel';
import { ExportImportPanel } from './export-import-panel';
import { ChoicesPanel } from './choices-panel';
import { QueuePanel } from './queue-panel';
import { RegistrationPanel } from './registration-panel';
import { useWords } from '../../ui/words-context';

/** Registration, the waiting changes, and the delivery choices. */
export function SyncScreen(): ReactElement {
  const words = useWords();
  const { data: overview, isError, refetch } = useDeliveryOverview();
  if (isError) {
    return (
      <Page title={words.say('sync.title')}>
        <FaultNotice
          fault={{ title: words.say('sync.faultTitle'), advice: words.say('sync.faultAdvice') }}
          actions={<Button onClick={() => void refetch()}>{words.say('sync.tryAgain')}</Button>}
        />
      </Page>
    );
  }
  if (overview === undefined) return <Page title={words.say('sync.title')}>{words.say('sync.loading')}</Page>;
  const { device, summary } = overview;
  const isRegistered = device.phase === 'registered';
  return (
    <Page title={words.say('sync.title')}>
      <div className="columns columns-halves">
        <div className="stack">
          <RegistrationPanel overview={overview} />
          {isRegistered || summary.waiting > 0 ? <QueuePanel overview={overview} /> : null}
          <AttentionPanel count={summary.attention} />
        </div>
        <div className="stack">
          <ChoicesPanel overview={overview} />
          <ExportImportPanel isEmpty={summary.waiting + summary.attention === 0} />
        </div>
      </div>
    </Page>
  );
}
