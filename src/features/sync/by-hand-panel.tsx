import { useRef, type ReactElement } from 'react';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import type { ImportReport } from '../../services/delivery';
import { FaultNotice } from '../fault-notice';
import { useExport, useImport, type Doing } from './use-sync-actions';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';

/** The queue as a file: out of this device, and into it. */
export function ByHandPanel({ isEmpty }: { readonly isEmpty: boolean }): ReactElement {
  const words = useWords();
  const [exporting, exportQueue] = useExport();
  const [importing, importQueue] = useImport();
  return (
    <Panel title={words.say('sync.byHand')}>
      <p className="quiet">{words.say('sync.byHandWhy')}</p>
      <div className="row">
        <Button icon="download" disabled={isEmpty || exporting.phase === 'running'} onClick={() => exportQueue()}>
          {exporting.phase === 'running' ? words.say('sync.exporting') : words.say('sync.exportQueue')}
        </Button>
        <ImportButton isRunning={importing.phase === 'running'} onFile={importQueue} />
      </div>
      <div role="status" className="stack-tight">
        {exporting.phase === 'done' ? <p>{words.say('sync.exported', { file: exporting.value })}</p> : null}
        <ImportOutcome doing={importing} />
      </div>
      {exporting.phase === 'failed' ? <FaultNotice fault={exporting.fault} /> : null}
      {importing.phase === 'failed' ? <FaultNotice fault={importing.fault} /> : null}
    </Panel>
  );
}

function ImportButton(props: { readonly isRunning: boolean; readonly onFile: (file: Blob) => void }): ReactElement {
  const words = useWords();
  const ref = useRef<HTMLInputElement>(null);
  return (
    <div>
      <Button disabled={props.isRunning} onClick={() => ref.current?.click()}>
        {props.isRunning ? words.say('sync.importing') : words.say('sync.importQueue')}
      </Button>
      <input
        ref={ref}
        type="file"
        accept=".zip,application/zip"
        hidden
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file !== undefined) props.onFile(file);
        }}
      />
    </div>
  );
}

function ImportOutcome({ doing }: { readonly doing: Doing<ImportReport> }): ReactElement | null {
  const words = useWords();
  if (doing.phase !== 'done') return null;
  const { queued, known, refused } = doing.value;
  return (
    <>
      <p>{importedText(words, queued, known)}</p>
      {refused === 0 ? null : <Notice tone="warn" title={words.say('sync.importRefused', { count: refused })} />}
    </>
  );
}

function importedText(words: Words, queued: number, known: number): string {
  return known === 0 ? words.say('sync.imported', { queued }) : words.say('sync.importedKnown', { queued, known });
}
