/**
 * A job: a visit to a list of assets at which pictures are taken. FlareNet calls it an inspection; here an inspection is one
 * inspected picture. Unknown fields are kept.
 */
import * as v from 'valibot';
import { dateSchema, finiteSchema, idSchema, lineSchema, noteSchema } from './common-schemas';
import type { TypeOf } from './schema-type';

/** FlareNet's names, as they are written in exports. */
export const jobStatuses = ['PENDING', 'IN_PROGRESS', 'COMPLETED'] as const;
export const weathers = ['sunny', 'cloudy', 'rainy'] as const;

/** The most assets of one job. With long reasons its change reaches the limit of the intake before: `item-too-large`. */
export const jobAssetLimit = 1000;

/** One asset of a job, with the reason why it was not inspected, if it was not. */
const jobAssetSchema = v.looseObject({ assetId: idSchema, notInspectedBecause: v.exactOptional(lineSchema) });

export const jobSchema = v.looseObject({
  id: idSchema,
  number: lineSchema,
  date: dateSchema,
  branch: v.exactOptional(lineSchema),
  status: v.picklist(jobStatuses),
  weather: v.exactOptional(v.picklist(weathers)),
  inspector: v.exactOptional(lineSchema),
  notes: v.exactOptional(noteSchema),
  /** In degrees, WGS 84. */
  position: v.exactOptional(
    v.looseObject({
      latitude: v.pipe(finiteSchema, v.minValue(-90), v.maxValue(90)),
      longitude: v.pipe(finiteSchema, v.minValue(-180), v.maxValue(180)),
    }),
  ),
  /** In the order in which they are to be visited; each asset once. */
  assets: v.pipe(
    v.array(jobAssetSchema),
    v.maxLength(jobAssetLimit),
    v.check((assets) => hasEachOnce(assets), 'each asset once'),
  ),
});

/** A job before it has an id. */
export const jobDraftSchema = v.omit(jobSchema, ['id']);

export type Job = TypeOf<typeof jobSchema>;
export type JobDraft = TypeOf<typeof jobDraftSchema>;
export type JobAsset = Job['assets'][number];

function hasEachOnce(assets: readonly { readonly assetId: string }[]): boolean {
  return new Set(assets.map(({ assetId }) => assetId)).size === assets.length;
}

/** Where one asset of a job stands. A reason counts only as long as there are no pictures. */
export type JobAssetState =
  | { readonly kind: 'inspected'; readonly pictures: number }
  | { readonly kind: 'not-inspected'; readonly because: string }
  | { readonly kind: 'open' };

/** The state of `asset`, of which the job has `pictures` pictures. */
export function jobAssetState(asset: JobAsset, pictures: number): JobAssetState {
  if (pictures > 0) return { kind: 'inspected', pictures };
  const { notInspectedBecause: because } = asset;
  return because === undefined ? { kind: 'open' } : { kind: 'not-inspected', because };
}

/** How many assets of a job are in each state. */
export interface JobProgress {
  readonly total: number;
  readonly inspected: number;
  readonly notInspected: number;
  readonly open: number;
}

/** The progress of `job`, whose pictures are counted by asset. */
export function jobProgress(
  { assets }: Pick<Job, 'assets'>,
  picturesByAsset: ReadonlyMap<string, number>,
): JobProgress {
  const kinds = assets.map((asset) => jobAssetState(asset, picturesByAsset.get(asset.assetId) ?? 0).kind);
  const count = (wanted: JobAssetState['kind']): number => kinds.filter((kind) => kind === wanted).length;
  return {
    total: kinds.length,
    inspected: count('inspected'),
    notInspected: count('not-inspected'),
    open: count('open'),
  };
}

/** The job with the reason why `assetId` was not inspected; without a reason where `because` is empty. */
export function withNotInspected(job: Job, assetId: string, because: string): Job {
  return {
    ...job,
    assets: job.assets.map((asset) => (asset.assetId === assetId ? withReason(asset, because) : asset)),
  };
}

function withReason(asset: JobAsset, because: string): JobAsset {
  const changed: JobAsset = { ...asset, notInspectedBecause: because };
  // `changed` is a new object, so deleting from it is safe.
  if (because === '') Reflect.deleteProperty(changed, 'notInspectedBecause');
  return changed;
}

/** Newest day first; of one day by number. */
export function compareJobs(a: Job, b: Job): number {
  return (a.date < b.date ? 1 : Number(a.date > b.date) * -1) || byNumber.compare(a.number, b.number);
}

const byNumber = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
