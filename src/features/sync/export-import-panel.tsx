import type { ReactElement } from 'react';
import { Button } from '../../ui/button';
import { FileButton } from '../../ui/file-button';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import type { ImportReport } from '../../services/delivery';
import { describeImportFault } from '../delivery-text';
import { FaultNotice } from '../fault-notice';
import { useExportOutbox, useImportOutbox } from './use-delivery-mutations';
import { describeStorageFault } from '../../words/fault-text';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';

/** Exports the outbox to a file and imports the file of another device. */
export function ExportImportPanel({ isEmpty }: { readonly isEmpty: boolean }): ReactElement {
  const words = useWords();
  const exporting = useExportOutbox();
  const importing = useImportOutbox();
  return (
    <Panel title={words.say('sync.exportImport')}>
      <p className="quiet">{words.say('sync.exportImportWhy')}</p>
      <div className="row">
        <Button icon="download" disabled={isEmpty || exporting.isPending} onClick={() => exporting.mutate()}>
          {exporting.isPending ? words.say('sync.exporting') : words.say('sync.exportQueue')}
        </Button>
        <FileButton
          label={importing.isPending ? words.say('sync.importing') : words.say('sync.importQueue')}
          accept=".zip,application/zip"
          isDisabled={importing.isPending}
          onFile={importing.mutate}
        />
      </div>
      <div role="status" className="stack-tight">
        {exporting.isSuccess ? <p>{words.say('sync.exported', { file: exporting.data })}</p> : null}
        {importing.isSuccess ? <ImportOutcome report={importing.data} /> : null}
      </div>
      {exporting.isError ? <FaultNotice fault={describeStorageFault(words, exporting.error.fault)} /> : null}
      {importing.isError ? <FaultNotice fault={describeImportFault(words, importing.error.fault)} /> : null}
    </Panel>
  );
}

function ImportOutcome({ report }: { readonly report: ImportReport }): ReactElement {
  const words = useWords();
  const { queued, known, refused } = report;
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
