import { useState, type ReactElement } from 'react';
import type { RecordExport } from '../../services/record-export';
import type { ReportSubject } from '../../services/report-service';
import { exportFormats, type ExportFormat } from '../../services/export-formats';
import { Button } from '../../ui/button';
import { MoreFacts } from '../../ui/facts';
import { ItemList, ListItem } from '../../ui/item-list';
import { Notice } from '../../ui/notice';
import { useWords } from '../../ui/words-context';
import { useServices } from '../use-services';

type ExportState =
  { readonly phase: 'idle' | 'working' | 'failed' } | { readonly phase: 'done'; readonly file: string };

interface ExportProps {
  readonly makeFile: RecordExport;
  readonly subject: ReportSubject;
}

/** The selected inspections as data, beside a report. */
export function ExportPanel(props: ExportProps): ReactElement {
  const words = useWords();
  return (
    <MoreFacts title={words.say('export.title')}>
      <ExportFormats {...props} />
    </MoreFacts>
  );
}

/** Every format, each with its button. */
export function ExportFormats(props: ExportProps): ReactElement {
  const words = useWords();
  const { device } = useServices();
  const [state, setState] = useState<ExportState>({ phase: 'idle' });
  const save = (format: ExportFormat): void => {
    setState({ phase: 'working' });
    props.makeFile(format, props.subject).then(
      ({ name, bytes }) => {
        device.saveFile(bytes, name);
        setState({ phase: 'done', file: name });
      },
      () => setState({ phase: 'failed' }),
    );
  };
  return (
    <div className="stack">
      <p className="small quiet">{words.say('export.lead')}</p>
      <ItemList>
        {exportFormats.map((format) => (
          <ListItem key={format} title={words.say(`export.${format}`)} note={words.say(`export.${format}.hint`)}>
            <Button icon="download" isIconOnly disabled={state.phase === 'working'} onClick={() => save(format)}>
              {words.say('export.save', { format: words.say(`export.${format}`) })}
            </Button>
          </ListItem>
        ))}
      </ItemList>
      <div role="status">
        {state.phase === 'working' ? <p>{words.say('export.working')}</p> : null}
        {state.phase === 'done' ? <p>{words.say('report.done', { file: state.file })}</p> : null}
        {state.phase === 'failed' ? (
          <Notice tone="bad" title={words.say('export.failed')}>
            {words.say('report.failedAdvice')}
          </Notice>
        ) : null}
      </div>
    </div>
  );
}
