import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { assetsNumbered, comparableNumber, matchesAsset, type Asset, type AssetDraft } from '../../src/domain/asset';
import { readAssetTexts } from '../../src/domain/typed-texts';
import { readAssetCsv, type AssetLine, type CsvFault } from '../../src/export/asset-csv';
import { intakeFaultText } from '../http/intake-fault-text';
import type { OfficeEnv, RouteDependencies } from './dependencies';
import { AssetImportPage } from './pages/asset-import-page';
import { AssetListPage, AssetPage } from './pages/asset-list-page';
import { MessagePage } from './pages/office-page';
import { paths } from './paths';
import { readItemHistory } from './queries/item-versions';
import { countByAsset, findItem, listAssets, type CurrentItem } from './queries/shared-items';
import { readForm } from './read-form';
import { answerPage, idOf, notFoundPage } from './render';
import { saveShared } from './save-shared';

const formLimitBytes = 64 * 1024;
/** Twenty thousand lines. */
const csvLimitBytes = 8 * 1024 * 1024;
const mostListed = 500;

type Texts = Readonly<Record<string, string | undefined>>;

/** Assets: the list, one asset, the import of a CSV file. */
export function createAssetList(dependencies: RouteDependencies): Hono<OfficeEnv> {
  const app = new Hono<OfficeEnv>();
  app.get('/asset-list', (context) => listPage(context, dependencies));
  app.post('/asset-list', (context) => submitNew(context, dependencies));
  app.post('/asset-list/import', (context) => submitImport(context, dependencies));
  app.get('/asset-list/:id', async (context) => {
    const found = await findAsset(context, dependencies);
    if (found === undefined) return notFoundPage(context, dependencies);
    return assetPage(context, dependencies, found, { ...textsOf(found.asset), base: found.changeId });
  });
  app.post('/asset-list/:id', async (context) => {
    const found = await findAsset(context, dependencies);
    return found === undefined ? notFoundPage(context, dependencies) : submitEdit(context, dependencies, found);
  });
  app.post('/asset-list/:id/delete', async (context) => {
    const found = await findAsset(context, dependencies);
    if (found === undefined) return notFoundPage(context, dependencies);
    await saveShared(dependencies, [{ type: 'asset', id: found.asset.id, knownAt: found.at }], writerOf(context));
    return context.redirect(paths.assetList, 303);
  });
  return app;
}

type FoundAsset = CurrentItem & { readonly asset: Asset };

async function findAsset(context: Context<OfficeEnv>, { db }: RouteDependencies): Promise<FoundAsset | undefined> {
  const id = idOf(context);
  const found = id === undefined ? undefined : await findItem(db, 'asset', id);
  return found?.item.type === 'asset' ? { ...found, asset: found.item.value } : undefined;
}

function writerOf(context: Context<OfficeEnv>) {
  return { engineer: context.get('session').engineer, requestId: context.get('requestId') };
}

async function listPage(
  context: Context<OfficeEnv>,
  dependencies: RouteDependencies,
  form?: { readonly texts: Texts; readonly fault: string },
) {
  const { db } = dependencies;
  const search = (context.req.query('q') ?? '').slice(0, 200);
  const all = await listAssets(db);
  const assets = all.filter((asset) => matchesAsset(asset, search)).slice(0, mostListed);
  const view = { assets, total: all.length, search, countByAsset: await countByAsset(db) };
  return answerPage(context, dependencies, <AssetListPage {...view} {...form} />, form === undefined ? 200 : 422);
}

async function submitNew(context: Context<OfficeEnv>, dependencies: RouteDependencies) {
  const { db, words } = dependencies;
  const form = await readForm(context.req.raw, formLimitBytes);
  if (!form.ok) return listPage(context, dependencies, { texts: {}, fault: intakeFaultText(form.fault) });
  const texts = form.value;
  const read = readAssetTexts(fieldsOf(texts));
  if (!read.ok) return listPage(context, dependencies, { texts, fault: words.say('assets.badField', read.fault) });
  if (assetsNumbered(await listAssets(db), read.value.number).length > 0) {
    return listPage(context, dependencies, { texts, fault: words.say('assets.sameNumber') });
  }
  const saved = await saveAll(context, dependencies, [read.value]);
  return saved.ok
    ? context.redirect(paths.assetList, 303)
    : listPage(context, dependencies, { texts, fault: intakeFaultText(saved.fault) });
}

async function submitEdit(context: Context<OfficeEnv>, dependencies: RouteDependencies, found: FoundAsset) {
  const { words } = dependencies;
  const form = await readForm(context.req.raw, formLimitBytes);
  if (!form.ok) return assetPage(context, dependencies, found, {}, intakeFaultText(form.fault));
  const { base = '', ...texts } = form.value;
  const again = (fault: string) => assetPage(context, dependencies, found, { ...texts, base: found.changeId }, fault);
  if (base !== found.changeId) return again(words.say('office.changedMeanwhile'));
  const read = readAssetTexts(fieldsOf(texts));
  if (!read.ok) return again(words.say('assets.badField', read.fault));
  const { id } = found.asset;
  const item = { type: 'asset', value: { ...unknownFields(found.asset), ...read.value, id } } as const;
  const saved = await saveShared(dependencies, [{ type: 'asset', id, item, knownAt: found.at }], writerOf(context));
  return saved.ok ? context.redirect(paths.assetPage(id), 303) : again(intakeFaultText(saved.fault));
}

async function assetPage(
  context: Context<OfficeEnv>,
  dependencies: RouteDependencies,
  { asset }: FoundAsset,
  texts: Texts,
  fault?: string,
) {
  const records = (await countByAsset(dependencies.db)).get(asset.id) ?? 0;
  const history = await readItemHistory(dependencies.db, asset.id);
  const page = <AssetPage asset={asset} records={records} history={history} texts={texts} fault={fault} />;
  return answerPage(context, dependencies, page, fault === undefined ? 200 : 422);
}

/** The first form shows what the file would add, the second adds it. */
async function submitImport(context: Context<OfficeEnv>, dependencies: RouteDependencies) {
  const { db, words } = dependencies;
  const form = await readForm(context.req.raw, csvLimitBytes);
  const { csv = '', confirmed = '' } = form.ok ? form.value : {};
  const table = readAssetCsv(csv);
  const refuse = (why: string) =>
    answerPage(context, dependencies, <MessagePage title={words.say('assets.importTitle')}>{why}</MessagePage>, 422);
  if (!form.ok) return refuse(intakeFaultText(form.fault));
  if (!table.ok) return refuse(csvFaultText(dependencies, table.fault));
  const fresh = freshLines(table.value.lines, await listAssets(db));
  if (confirmed !== 'yes') {
    return answerPage(context, dependencies, <AssetImportPage csv={csv} table={table.value} fresh={fresh} />);
  }
  const saved = await saveAll(
    context,
    dependencies,
    fresh.map(({ asset }) => asset),
  );
  return saved.ok ? context.redirect(paths.assetList, 303) : refuse(intakeFaultText(saved.fault));
}

function saveAll(context: Context<OfficeEnv>, dependencies: RouteDependencies, drafts: readonly AssetDraft[]) {
  const writes = drafts.map((draft) => {
    const id = randomUUID();
    return { type: 'asset', id, item: { type: 'asset', value: { ...draft, id } } } as const;
  });
  return saveShared(dependencies, writes, writerOf(context));
}

/** Without the numbers that an asset has, and without the second line of a number. */
function freshLines(lines: readonly AssetLine[], assets: readonly Asset[]): readonly AssetLine[] {
  const seen = new Set(assets.map(({ number }) => comparableNumber(number)));
  return lines.filter(({ asset }) => {
    const number = comparableNumber(asset.number) || asset.number;
    const isNew = !seen.has(number);
    seen.add(number);
    return isNew;
  });
}

const fieldsByKind = {
  transformer: ['kind', 'number', 'region', 'pole', 'type', 'location', 'capacityKva', 'notes'],
  lot: ['kind', 'number', 'farmer', 'holding', 'date', 'notes'],
} as const;

/** The fields of the chosen kind: the form has those of both. */
function fieldsOf(texts: Texts): Texts {
  const fields: readonly string[] = fieldsByKind[texts['kind'] === 'lot' ? 'lot' : 'transformer'];
  return Object.fromEntries(Object.entries(texts).filter(([name]) => fields.includes(name)));
}

function textsOf(asset: Asset): Texts {
  return Object.fromEntries(
    Object.entries(asset).flatMap(([name, value]): readonly (readonly [string, string])[] =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    ),
  );
}

/** Fields of later versions of the app stay. */
function unknownFields(asset: Asset): object {
  const known: readonly string[] = ['id', ...fieldsByKind.transformer, ...fieldsByKind.lot];
  return Object.fromEntries(Object.entries(asset).filter(([field]) => !known.includes(field)));
}

function csvFaultText({ words }: RouteDependencies, fault: CsvFault): string {
  return fault.kind === 'no-number-column'
    ? words.say('assets.importNoNumber', { columns: words.list(fault.columns) })
    : words.say('assets.importTooMany', { found: fault.found, limit: fault.limit });
}
