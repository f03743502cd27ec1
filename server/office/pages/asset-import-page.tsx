import type { ReactElement } from 'react';
import { assetFacts } from '../../../src/domain/asset';
import type { AssetLine, AssetTable } from '../../../src/export/asset-csv';
import { Button, buttonClass } from '../../../src/ui/button';
import { DataTable } from '../../../src/ui/data-table';
import { Notice } from '../../../src/ui/notice';
import { Panel } from '../../../src/ui/panel';
import { paths } from '../paths';
import { useOffice } from './office-context';
import { OfficePage } from './office-page';

const mostShown = 100;

/** What a CSV file would add, and the lines that cannot be read. The second form sends the same text again. */
export function AssetImportPage(props: {
  readonly csv: string;
  readonly table: AssetTable;
  /** Lines whose numbers no asset has. */
  readonly fresh: readonly AssetLine[];
}): ReactElement {
  const { words } = useOffice();
  const { csv, table, fresh } = props;
  const known = table.lines.length - fresh.length;
  return (
    <OfficePage
      title={words.say('assets.importTitle')}
      place="jobs"
      lead={words.say('assets.importApply', { count: fresh.length })}
    >
      {known === 0 ? null : <p>{words.say('assets.importKnown', { count: known })}</p>}
      {table.ignoredColumns.length === 0 ? null : (
        <p className="quiet">{words.say('assets.importIgnored', { columns: words.list(table.ignoredColumns) })}</p>
      )}
      <BadLines faults={table.faults} />
      <form className="row" method="post" action={paths.assetImport}>
        <textarea name="csv" hidden readOnly value={csv} />
        <input type="hidden" name="confirmed" value="yes" />
        <Button look="primary" type="submit" disabled={fresh.length === 0}>
          {words.say('assets.importApply', { count: fresh.length })}
        </Button>
        <a className={buttonClass('plain')} href={paths.assetList}>
          {words.say('office.cancel')}
        </a>
      </form>
      <Panel>
        <DataTable
          label={words.say('assets.importTitle')}
          isStacked
          columns={[
            { title: words.say('assets.number') },
            { title: words.say('assets.kind') },
            { title: words.say('office.assetFacts') },
          ]}
          rows={fresh.slice(0, mostShown).map(({ line, asset }) => ({
            key: String(line),
            cells: [asset.number, words.say(`assets.kind.${asset.kind}`), assetFacts({ ...asset, id: '' }).join(' · ')],
          }))}
        />
        {fresh.length > mostShown ? (
          <p className="quiet">{words.say('assets.importMore', { count: fresh.length - mostShown })}</p>
        ) : null}
      </Panel>
    </OfficePage>
  );
}

function BadLines({ faults }: { readonly faults: AssetTable['faults'] }): ReactElement | null {
  const { words } = useOffice();
  if (faults.length === 0) return null;
  return (
    <Notice tone="warn" title={words.say('assets.importFaults', { count: faults.length })}>
      <ul>
        {faults.slice(0, mostShown).map(({ line, field, wanted, found }) => (
          <li key={`${line}-${field}`}>
            {found === ''
              ? words.say('assets.importMissing', { line, field, wanted })
              : words.say('assets.importFault', { line, field, wanted, found })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
