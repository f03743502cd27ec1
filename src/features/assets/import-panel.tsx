import { useState, type ReactElement } from 'react';
import { assetsNumbered, comparableNumber, type Asset, type AssetDraft } from '../../domain/asset';
import type { FileFault } from '../../domain/file-fault';
import type { AssetTable, CsvFault } from '../../services/asset-service';
import { Button } from '../../ui/button';
import { MoreFacts } from '../../ui/facts';
import { FileButton } from '../../ui/file-button';
import { Notice } from '../../ui/notice';
import { useWords } from '../../ui/words-context';
import { describeFileFault, describeStorageFault, type FaultText } from '../../words/fault-text';
import type { Words } from '../../words/words';
import { useAssets } from '../asset-queries';
import { assetFieldTitle, assetSupport } from '../../words/asset-text';
import { FaultNotice } from '../fault-notice';
import { queryKeys } from '../local-queries';
import { useFaultMutation } from '../use-fault-mutation';
import { useServices } from '../use-services';

interface ReadTable {
  readonly file: string;
  readonly table: AssetTable;
}

/** Imports assets from a CSV file: it is read and shown first, and stored on request. */
export function ImportPanel(): ReactElement {
  const words = useWords();
  const { assets } = useServices();
  const [read, setRead] = useState<ReadTable>();
  const reading = useFaultMutation({
    run: (file: File) => assets.readCsv(file),
    refresh: [],
    onSuccess: (table, file) => setRead({ file: file.name, table }),
  });
  const importing = useFaultMutation({
    run: (drafts: readonly AssetDraft[]) => assets.addAll(drafts),
    refresh: [queryKeys.assets],
    onSuccess: () => setRead(undefined),
  });
  return (
    <MoreFacts title={words.say('assets.importTitle')}>
      <p className="quiet">{words.say('assets.importWhy')}</p>
      <div>
        <FileButton
          label={words.say(reading.isPending ? 'assets.importReading' : 'assets.importChoose')}
          accept=".csv,text/csv,text/plain"
          isDisabled={reading.isPending}
          onFile={reading.mutate}
        />
      </div>
      {reading.isError ? <FaultNotice fault={describeCsvFault(words, reading.error.fault)} /> : null}
      {read === undefined ? null : (
        <ImportPreview read={read} isRunning={importing.isPending} onImport={importing.mutate} />
      )}
      {importing.isSuccess ? (
        <p role="status">{words.say('assets.importDone', { count: importing.data.length })}</p>
      ) : null}
      {importing.isError ? <FaultNotice fault={describeStorageFault(words, importing.error.fault)} /> : null}
    </MoreFacts>
  );
}

const mostShown = 20;

function ImportPreview(props: {
  readonly read: ReadTable;
  readonly isRunning: boolean;
  readonly onImport: (drafts: readonly AssetDraft[]) => void;
}): ReactElement {
  const words = useWords();
  const { file, table } = props.read;
  const { fresh, known } = withoutKnown(table, useAssets().data ?? []);
  return (
    <div className="stack-tight">
      <p role="status">
        <b>{words.say('assets.importPreview', { count: fresh.length, file })}</b>
      </p>
      {known === 0 ? null : <p>{words.say('assets.importKnown', { count: known })}</p>}
      {table.ignoredColumns.length === 0 ? null : (
        <p className="quiet">{words.say('assets.importIgnored', { columns: words.list(table.ignoredColumns) })}</p>
      )}
      <ul>
        {fresh.slice(0, mostShown).map((draft, place) => (
          <li key={place}>
            <b>{draft.number}</b> <span className="quiet">{assetSupport(words, { ...draft, id: '' })}</span>
          </li>
        ))}
        {fresh.length > mostShown ? (
          <li className="quiet">{words.say('assets.importMore', { count: fresh.length - mostShown })}</li>
        ) : null}
      </ul>
      <BadLines faults={table.faults} />
      <div>
        <Button look="primary" disabled={fresh.length === 0 || props.isRunning} onClick={() => props.onImport(fresh)}>
          {words.say('assets.importApply', { count: fresh.length })}
        </Button>
      </div>
    </div>
  );
}

/** Leaves out numbers that an asset of this device has, and the second line of a number. */
function withoutKnown(
  { lines }: AssetTable,
  assets: readonly Asset[],
): { readonly fresh: readonly AssetDraft[]; readonly known: number } {
  const seen = new Set(assets.map(({ number }) => comparableNumber(number)));
  const fresh = lines.flatMap(({ asset }) => {
    const number = comparableNumber(asset.number) || asset.number;
    const isNew = !seen.has(number) && assetsNumbered(assets, asset.number).length === 0;
    seen.add(number);
    return isNew ? [asset] : [];
  });
  return { fresh, known: lines.length - fresh.length };
}

function BadLines({ faults }: { readonly faults: AssetTable['faults'] }): ReactElement | null {
  const words = useWords();
  if (faults.length === 0) return null;
  return (
    <Notice tone="warn" title={words.say('assets.importFaults', { count: faults.length })}>
      <ul>
        {faults.slice(0, mostShown).map((fault) => (
          <li key={`${fault.line}-${fault.field}`}>{badLineText(words, fault)}</li>
        ))}
        {faults.length > mostShown ? (
          <li>{words.say('assets.importMore', { count: faults.length - mostShown })}</li>
        ) : null}
      </ul>
    </Notice>
  );
}

function badLineText(words: Words, { line, field, wanted, found }: AssetTable['faults'][number]): string {
  const facts = { line, field: assetFieldTitle(words, field), wanted };
  return found === '' ? words.say('assets.importMissing', facts) : words.say('assets.importFault', { ...facts, found });
}

function describeCsvFault(words: Words, fault: CsvFault | FileFault): FaultText {
  switch (fault.kind) {
    case 'no-number-column':
      return {
        title: words.say('assets.importNoNumber', { columns: words.list(fault.columns) }),
        advice: words.say('assets.importNoNumberAdvice'),
      };
    case 'too-many-rows':
      return {
        title: words.say('assets.importTooMany', { found: fault.found, limit: fault.limit }),
        advice: words.say('assets.importTooManyAdvice'),
      };
    default:
      return describeFileFault(words, fault);
  }
}
