import { useState, type ReactElement } from 'react';
import { useSearchParams } from 'wouter';
import type { RecordExport } from '../../services/record-export';
import type { ReportService, ReportSubject } from '../../services/report-service';
import { Skeleton } from '../../ui/skeleton';
import { useWords } from '../../ui/words-context';
import { ExportPanel } from './export-panel';
import { FrontPageForm } from './front-page-form';
import { ReportActions } from './report-actions';
import { ReportPreview } from './report-preview';
import './report-screen.css';
import { selectionOf } from './selection-of';
import { FailedRead, WithSubject } from './with-subject';
import { useReportForm } from './use-report-form';
import { useReportPages } from './use-report-pages';
import type { DrawNow } from './use-drawn-pages';

interface ScreenProps {
  readonly reports: ReportService;
  readonly makeFile: RecordExport;
  readonly drawNow: DrawNow;
}

/** The report on the inspections of the address: its fields, its preview, and its files. */
export function ReportScreen(props: ScreenProps): ReactElement {
  const words = useWords();
  const [search] = useSearchParams();
  const address = search.toString();
  return (
    <WithSubject
      reports={props.reports}
      selection={selectionOf(search)}
      title={words.say('report.screenTitle')}
      render={(subject) => <OpenReport key={address} address={address} subject={subject} {...props} />}
    />
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
  const { pages, isError, readAgain } = useReportPages(reports, subject, form);
  const [isComplete, setIsComplete] = useState(false);
  return (
    <div className="report-screen">
      <div className="stack report-side">
        <ReportActions reports={reports} subject={subject} form={form} isReady={pages !== undefined && isComplete} />
        <FrontPageForm form={form} onChange={change} />
        <ExportPanel makeFile={props.makeFile} subject={subject} />
      </div>
      {isError ? <FailedRead retry={readAgain} /> : null}
      {pages === undefined ? (
        <Skeleton rows={8} />
      ) : (
        <ReportPreview pages={pages} drawNow={props.drawNow} onChanged={readAgain} onComplete={setIsComplete} />
      )}
    </div>
  );
}
