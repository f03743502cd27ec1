import { useState, type ReactElement } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { RecordExport } from '../../services/record-export';
import type { ReportService, ReportSubject } from '../../services/report-service';
import { Button, buttonClass } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { Skeleton } from '../../ui/skeleton';
import { useWords } from '../../ui/words-context';
import { FaultNotice } from '../fault-notice';
import { ExportPanel } from './export-panel';
import { FrontPageForm } from './front-page-form';
import { ReportActions } from './report-actions';
import { ReportPreview } from './report-preview';
import './report-screen.css';
import { selectionOf } from './selection-of';
import { useReportForm } from './use-report-form';
import { useReportSubject, useReportPages } from './use-report-pages';

interface ScreenProps {
  readonly reports: ReportService;
  readonly makeFile: RecordExport;
}

/** The report on the inspections of the address: its fields, its preview, and its files. */
export function ReportScreen({ reports, makeFile }: ScreenProps): ReactElement {
  const words = useWords();
  const [search] = useSearchParams();
  const address = search.toString();
  const found = useReportSubject(reports, selectionOf(search));
  if (found.isError) return <FailedReport retry={() => void found.refetch()} />;
  if (found.data === undefined) return <LoadingReport />;
  if (found.data.ids.length === 0) return <EmptyReport />;
  return (
    <Page title={words.say('report.screenTitle')} lead={words.say('report.lead', { count: found.data.ids.length })}>
      <OpenReport key={address} address={address} reports={reports} makeFile={makeFile} subject={found.data} />
    </Page>
  );
}

function OpenReport(
  props: ScreenProps & {
    readonly address: string;
    readonly subject: ReportSubject;
  },
): ReactElement {
  const { reports, subject } = props;
  const [form, change] = useReportForm(props.address);
  const pages = useReportPages(reports, subject, form);
  const [picturesLeft, setPicturesLeft] = useState(0);
  return (
    <div className="report-screen">
      <div className="stack report-side">
        <ReportActions
          reports={reports}
          subject={subject}
          form={form}
          isReady={pages.data !== undefined && picturesLeft === 0}
        />
        <FrontPageForm form={form} onChange={change} />
        <ExportPanel makeFile={props.makeFile} subject={subject} />
      </div>
      {pages.isError ? <FailedPages retry={() => void pages.refetch()} /> : null}
      {pages.data === undefined ? (
        <Skeleton rows={8} />
      ) : (
        <ReportPreview pages={pages.data} onChanged={() => void pages.refetch()} onPicturesLeft={setPicturesLeft} />
      )}
    </div>
  );
}

function LoadingReport(): ReactElement {
  return (
    <Page title={useWords().say('report.screenTitle')}>
      <Skeleton rows={8} />
    </Page>
  );
}

function FailedReport({ retry }: { readonly retry: () => void }): ReactElement {
  return (
    <Page title={useWords().say('report.screenTitle')}>
      <FailedPages retry={retry} />
    </Page>
  );
}

function FailedPages({ retry }: { readonly retry: () => void }): ReactElement {
  const words = useWords();
  return (
    <FaultNotice
      fault={{ title: words.say('report.failed'), advice: words.say('report.failedAdvice') }}
      actions={<Button onClick={retry}>{words.say('report.again')}</Button>}
    />
  );
}

function EmptyReport(): ReactElement {
  const words = useWords();
  return (
    <Page title={words.say('report.screenTitle')}>
      <EmptyState
        icon="history"
        title={words.say('report.emptyTitle')}
        action={
          <Link href="/history" className={buttonClass('primary')}>
            {words.say('report.toHistory')}
          </Link>
        }
      >
        {words.say('report.empty')}
      </EmptyState>
    </Page>
  );
}
