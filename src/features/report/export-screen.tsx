import type { ReactElement } from 'react';
import { useSearchParams } from 'wouter';
import type { RecordExport } from '../../services/record-export';
import type { ReportService } from '../../services/report-service';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { ExportFormats } from './export-panel';
import './report-screen.css';
import { selectionOf } from './selection-of';
import { WithSubject } from './with-subject';

/** The inspections of the address as data, in every format. */
export function ExportScreen(props: {
  readonly reports: Pick<ReportService, 'find'>;
  readonly makeFile: RecordExport;
}): ReactElement {
  const words = useWords();
  const [search] = useSearchParams();
  return (
    <WithSubject
      reports={props.reports}
      selection={selectionOf(search)}
      title={words.say('export.title')}
      render={(subject) => (
        <Panel title={words.say('export.formats')}>
          <ExportFormats makeFile={props.makeFile} subject={subject} />
        </Panel>
      )}
    />
  );
}
