import type { ReactElement } from 'react';
import { Link } from 'wouter';
import type { ReportSelection } from '../../services/report-selection';
import type { ReportService, ReportSubject } from '../../services/report-service';
import { Button, buttonClass } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { Skeleton } from '../../ui/skeleton';
import { useWords } from '../../ui/words-context';
import { FaultNotice } from '../fault-notice';
import { useReportSubject } from './use-report-pages';

/** A screen on the selected inspections; it says so where there are none. */
export function WithSubject(props: {
  readonly reports: Pick<ReportService, 'find'>;
  readonly selection: ReportSelection;
  readonly title: string;
  readonly render: (subject: ReportSubject) => ReactElement;
}): ReactElement {
  const words = useWords();
  const { reports, selection, title, render } = props;
  const { data: subject, isError, refetch } = useReportSubject(reports, selection);
  if (isError)
    return (
      <Page title={title}>
        <FailedRead retry={() => void refetch()} />
      </Page>
    );
  if (subject === undefined)
    return (
      <Page title={title}>
        <Skeleton rows={8} />
      </Page>
    );
  if (subject === null || subject.ids.length === 0) return <NoSubject title={title} isDropped={subject === null} />;
  return (
    <Page title={title} lead={words.say('report.lead', { count: subject.ids.length })}>
      {render(subject)}
    </Page>
  );
}

/** The inspections cannot be read. */
export function FailedRead({ retry }: { readonly retry: () => void }): ReactElement {
  const words = useWords();
  return (
    <FaultNotice
      fault={{ title: words.say('report.failed'), advice: words.say('report.failedAdvice') }}
      actions={<Button onClick={retry}>{words.say('report.again')}</Button>}
    />
  );
}

function NoSubject({ title, isDropped }: { readonly title: string; readonly isDropped: boolean }): ReactElement {
  const words = useWords();
  return (
    <Page title={title}>
      <EmptyState
        icon="history"
        title={words.say(isDropped ? 'report.droppedTitle' : 'report.emptyTitle')}
        action={
          <Link href="/history" className={buttonClass('primary')}>
            {words.say('report.toHistory')}
          </Link>
        }
      >
        {words.say(isDropped ? 'report.dropped' : 'report.empty')}
      </EmptyState>
    </Page>
  );
}
