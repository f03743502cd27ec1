/** What inspected pictures belong to: a transformer of a network, or a lot of rubber sheets. Unknown fields are kept. */
import * as v from 'valibot';
import { dateSchema, idSchema, lineSchema, noteSchema } from './common-schemas';
import type { TypeOf } from './schema-type';

const commonEntries = {
  id: idSchema,
  /** The number painted on the transformer, or that of the lot. Unique by agreement only: two devices may create the same. */
  number: lineSchema,
  notes: v.exactOptional(noteSchema),
};

/** Far above the largest distribution transformer, in kVA. */
const maxCapacityKva = 1_000_000;

const capacitySchema = v.pipe(v.number(), v.gtValue(0), v.maxValue(maxCapacityKva));

/** The fields are those of FlareNet. */
const transformerSchema = v.looseObject({
  ...commonEntries,
  kind: v.literal('transformer'),
  region: v.exactOptional(lineSchema),
  pole: v.exactOptional(lineSchema),
  type: v.exactOptional(lineSchema),
  location: v.exactOptional(lineSchema),
  capacityKva: v.exactOptional(capacitySchema),
});

const lotSchema = v.looseObject({
  ...commonEntries,
  kind: v.literal('lot'),
  farmer: v.exactOptional(lineSchema),
  holding: v.exactOptional(lineSchema),
  /** The day on which the lot was made, `2026-11-21`. */
  date: v.exactOptional(dateSchema),
});

/** An asset before it has an id. */
export const assetDraftSchema = v.variant('kind', [v.omit(transformerSchema, ['id']), v.omit(lotSchema, ['id'])]);

/** An asset of either kind. */
export const assetSchema = v.variant('kind', [transformerSchema, lotSchema]);

export type Asset = TypeOf<typeof assetSchema>;
export type AssetDraft = TypeOf<typeof assetDraftSchema>;
export type AssetKind = Asset['kind'];

/** The kinds, in the order in which screens offer them. */
export const assetKinds = ['transformer', 'lot'] as const satisfies readonly AssetKind[];

/** The facts of an asset besides its number, in the order in which lists show them; those that are not known are left out. */
export function assetFacts(asset: Asset): readonly string[] {
  const facts =
    asset.kind === 'transformer'
      ? [asset.location, asset.pole, asset.region, asset.type]
      : [asset.farmer, asset.holding, asset.date];
  return facts.filter((fact) => fact !== undefined);
}

/** The number as it is compared: without spaces and signs between letters and digits, in one case. `T-12`, `t 12` and `T12` are the same. */
export function comparableNumber(number: string): string {
  return number
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** The assets with the number `number`, written in any way. */
export function assetsNumbered(assets: readonly Asset[], number: string): readonly Asset[] {
  const wanted = comparableNumber(number);
  return wanted === '' ? [] : assets.filter((asset) => comparableNumber(asset.number) === wanted);
}

/** True where each word of `search` occurs in the number or a fact of the asset. */
export function matchesAsset(asset: Asset, search: string): boolean {
  const text = [asset.number, ...assetFacts(asset)].join(' ').toLowerCase();
  const compact = comparableNumber(asset.number);
  return search
    .toLowerCase()
    .split(/\s+/)
    .every(
      (word) => text.includes(word) || (comparableNumber(word) !== '' && compact.includes(comparableNumber(word))),
    );
}

/** By number in natural order: T2 before T10. Ties by id, so that the order is always the same. */
export function compareAssets(a: Asset, b: Asset): number {
  return byNumber.compare(a.number, b.number) || (a.id < b.id ? -1 : Number(a.id > b.id));
}

const byNumber = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
