import { useRef, type ReactElement } from 'react';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import type { ImportReport } from '../../services/delivery';
import { FaultNotice } from '../fault-notice';
import { useExport, useImport, type Doing } from './use-sync-actions';
import { syncWords as words } from './words';

/** The queue as a file: out of this device, and into it. */
export function ByHandPanel({ isEmpty }: { readonly isEmpty: boolean }): ReactElement {
  const [exporting, exportQueue] = useExport();
  const [importing, importQueue] = useImport();
  return (
    <Panel title={words.byHand}>
      <p className="quiet">{words.byHandWhy}</p>
      <div className="row">
        <Button icon="download" disabled={isEmpty || exporting.phase === 'running'} onClick={() => exportQueue()}>
          {exporting.phase === 'running' ? words.exporting : words.exportQueue}
        </Button>
        <ImportButton isRunning={importing.phase === 'running'} onFile={importQueue} />
      </div>
      <div role="status" className="stack-tight">
        {exporting.phase === 'done' ? <p>{words.exported(exporting.value)}</p> : null}
        <ImportOutcome doing={importing} />
      </div>
      {exporting.phase === 'failed' ? <FaultNotice fault={exporting.fault} /> : null}
      {importing.phase === 'failed' ? <FaultNotice fault={importing.fault} /> : null}
    </Panel>
  );
}

function ImportButton(props: { readonly isRunning: boolean; readonly onFile: (file: Blob) => void }): ReactElement {
  const ref = useRef<HTMLInputElement>(null);
  return (
    <div>
      <Button disabled={props.isRunning} onClick={() => ref.current?.click()}>
        {props.isRunning ? words.importing : words.importQueue}
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
  if (doing.phase !== 'done') return null;
  const { queued, known, refused } = doing.value;
  return (
    <>
      <p>{words.imported(queued, known)}</p>
      {refused === 0 ? null : <Notice tone="warn" title={words.importRefused(refused)} />}
    </>
  );
}
