import { useState, useSyncExternalStore, type ReactElement } from 'react';
import type { IncomingDocument } from '../../services/incoming-documents';
import type { ReportCheck } from '../../services/report-check';
import type { RecordRestore } from '../../services/record-restore';
import { InputField } from '../../ui/form-field';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { useServices } from '../use-services';
import './report-screen.css';
import { CheckedReport } from './checked-report';
import { RestoredExport } from './restored-export';

/** Checks reports and restores exports: files that were chosen here, or dropped on any screen. */
export function CheckScreen(props: { readonly check: ReportCheck; readonly restore: RecordRestore }): ReactElement {
  const words = useWords();
  const { documents } = useServices();
  const incoming = useSyncExternalStore(documents.subscribe, documents.read);
  const [added, setAdded] = useState<readonly File[]>([]);
  const [noOriginals] = useState<readonly File[]>([]);
  const originals = added.length > 0 ? added : incoming.others.length > 0 ? incoming.others : noOriginals;
  return (
    <Page title={words.say('check.title')} lead={words.say('check.lead')}>
      <Panel>
        <div className="stack">
          <InputField
            type="file"
            label={words.say('check.choose')}
            accept=".pdf,.html,.htm,.zip"
            multiple
            onChange={({ target }) => void documents.choose(Array.from(target.files ?? []))}
          />
          <InputField
            type="file"
            label={words.say('check.originals')}
            accept="image/*"
            multiple
            onChange={({ target }) => setAdded(Array.from(target.files ?? []))}
          />
          <p className="small quiet">{words.say('check.originalsHint')}</p>
        </div>
      </Panel>
      {incoming.documents.map((document) => (
        <OpenedDocument key={nameOf(document)} document={document} originals={originals} {...props} />
      ))}
    </Page>
  );
}

function OpenedDocument(props: {
  readonly document: IncomingDocument;
  readonly originals: readonly File[];
  readonly check: ReportCheck;
  readonly restore: RecordRestore;
}): ReactElement {
  const { kind, file } = props.document;
  return kind === 'report' ? (
    <CheckedReport check={props.check} file={file} originals={props.originals} />
  ) : (
    <RestoredExport restore={props.restore} file={file} />
  );
}

function nameOf({ file }: IncomingDocument): string {
  return `${file.name} ${file.size} ${file.lastModified}`;
}
