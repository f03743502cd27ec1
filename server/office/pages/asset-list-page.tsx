import type { ReactElement } from 'react';
import { assetFacts, assetKinds, type Asset } from '../../../src/domain/asset';
import { Button, buttonClass } from '../../../src/ui/button';
import { DataTable } from '../../../src/ui/data-table';
import { EmptyState } from '../../../src/ui/empty-state';
import { MoreFacts } from '../../../src/ui/facts';
import { InputField, SelectField } from '../../../src/ui/form-field';
import { Notice } from '../../../src/ui/notice';
import { Panel } from '../../../src/ui/panel';
import { assetFields } from '../../../src/words/asset-text';
import { paths, withQuery } from '../paths';
import { useOffice } from './office-context';
import { OfficePage } from './office-page';
import type { ItemHistory } from '../queries/item-versions';
import { ItemVersions } from './item-versions';
import { DeleteForm } from './shared-parts';

/** What the list of assets shows. `texts` and `fault`: a form that was not accepted. */
export interface AssetListView {
  readonly assets: readonly Asset[];
  /** How many there are in all; `assets` are those that match, at most `limit`. */
  readonly total: number;
  readonly search: string;
  readonly countByAsset: ReadonlyMap<string, number>;
  readonly texts?: Readonly<Record<string, string | undefined>>;
  readonly fault?: string;
}

/** Every asset: search, create, import. */
export function AssetListPage(view: AssetListView): ReactElement {
  const { words } = useOffice();
  const { assets, total, search, texts, fault } = view;
  return (
    <OfficePage
      title={words.say('assets.title')}
      place="jobs"
      lead={words.say('assets.count', { count: total })}
      aside={
        <a className={buttonClass('plain')} href={paths.jobs}>
          {words.say('app.jobs')}
        </a>
      }
    >
      <MoreFacts title={words.say('assets.create')} isOpen={fault !== undefined}>
        <AssetForm action={paths.assetList} texts={texts ?? {}} fault={fault} />
      </MoreFacts>
      <MoreFacts title={words.say('assets.importTitle')}>
        <ImportForm />
      </MoreFacts>
      <form className="search" role="search" method="get" action={paths.assetList}>
        <InputField type="search" name="q" label={words.say('assets.search')} defaultValue={search} maxLength={200} />
        <Button type="submit">{words.say('office.searchButton')}</Button>
      </form>
      {total === 0 ? (
        <EmptyState icon="pin" title={words.say('assets.emptyTitle')}>
          {words.say('office.noAssetsHint')}
        </EmptyState>
      ) : assets.length === 0 ? (
        <p className="quiet">{words.say('assets.noneFound')}</p>
      ) : (
        <Panel>
          <AssetTable {...view} />
        </Panel>
      )}
    </OfficePage>
  );
}

function AssetTable({ assets, countByAsset }: AssetListView): ReactElement {
  const { words } = useOffice();
  return (
    <DataTable
      label={words.say('assets.title')}
      isStacked
      columns={[
        { title: words.say('assets.number') },
        { title: words.say('assets.kind') },
        { title: words.say('office.assetFacts') },
        { title: words.say('office.records'), isNumber: true },
      ]}
      rows={assets.map((asset) => ({
        key: asset.id,
        cells: [
          <a key="number" href={paths.assetPage(asset.id)}>
            {asset.number}
          </a>,
          words.say(`assets.kind.${asset.kind}`),
          assetFacts(asset).join(' · '),
          words.number(countByAsset.get(asset.id) ?? 0),
        ],
      }))}
    />
  );
}

/** One asset: its data as a form, its records, its deletion. */
export function AssetPage(props: {
  readonly asset: Asset;
  readonly records: number;
  readonly history: ItemHistory;
  readonly texts: Readonly<Record<string, string | undefined>>;
  readonly fault?: string | undefined;
}): ReactElement {
  const { words } = useOffice();
  const { asset } = props;
  return (
    <OfficePage
      title={asset.number}
      place="jobs"
      lead={words.say(`assets.kind.${asset.kind}`)}
      aside={
        <div className="row">
          <a className={buttonClass('plain')} href={withQuery(paths.records, `asset=${asset.id}`)}>
            {words.say('office.recordsOfAsset', { count: props.records })}
          </a>
          <a className={buttonClass('plain')} href={withQuery(paths.report, `asset=${asset.id}`)}>
            {words.say('office.reportOfAsset')}
          </a>
        </div>
      }
    >
      <Panel>
        <AssetForm action={paths.assetPage(asset.id)} texts={props.texts} fault={props.fault} />
      </Panel>
      <ItemVersions history={props.history} />
      <DeleteForm
        action={`${paths.assetPage(asset.id)}/delete`}
        words={words.say('assets.remove')}
        why={words.say('assets.removeQuestion')}
      />
    </OfficePage>
  );
}

function AssetForm(props: {
  readonly action: string;
  readonly texts: Readonly<Record<string, string | undefined>>;
  readonly fault?: string | undefined;
}): ReactElement {
  const { words } = useOffice();
  const { texts, fault } = props;
  return (
    <form className="stack" method="post" action={props.action}>
      {fault === undefined ? null : <Notice tone="bad" role="alert" title={fault} />}
      <input type="hidden" name="base" value={texts['base'] ?? ''} />
      <div className="form-grid">
        <SelectField
          name="kind"
          label={words.say('assets.kind')}
          options={assetKinds.map((value) => ({ value, title: words.say(`assets.kind.${value}`) }))}
          chosen={texts['kind'] ?? 'transformer'}
        />
        {assetFields.map((field) => (
          <InputField
            key={field}
            name={field}
            type={field === 'date' ? 'date' : 'text'}
            label={words.say(`assets.${field}`)}
            defaultValue={texts[field]}
            maxLength={field === 'notes' ? 4000 : 200}
            required={field === 'number'}
          />
        ))}
      </div>
      <p className="small quiet">{words.say('office.assetFieldsHint')}</p>
      <div>
        <Button look="primary" type="submit">
          {words.say('assets.save')}
        </Button>
      </div>
    </form>
  );
}

function ImportForm(): ReactElement {
  const { words } = useOffice();
  return (
    <form className="stack" method="post" action={paths.assetImport} encType="multipart/form-data">
      <p className="quiet">{words.say('assets.importWhy')}</p>
      <InputField type="file" name="csv" label={words.say('assets.importChoose')} accept=".csv,text/csv" required />
      <div>
        <Button type="submit">{words.say('office.importPreview')}</Button>
      </div>
    </form>
  );
}
