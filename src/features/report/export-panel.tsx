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

/** The selected inspections as data, in every format. */
export function ExportPanel(props: { readonly makeFile: RecordExport; readonly subject: ReportSubject }): ReactElement {
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
    <MoreFacts title={words.say('export.title')}>
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
    </MoreFacts>
  );
}
