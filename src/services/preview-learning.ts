/** Makes a version that learns from corrections, without storing it. */
import type { TaughtIdentity } from '../domain/anomaly-teaching';
import type { FileFault } from '../domain/file-fault';
import type { Example, SaidOfPicture } from '../domain/example';
import { comparedFirst, othersCompared, withUniqueNames } from '../domain/example-pictures';
import type { LearningFault, LearningReport } from '../domain/learning-report';
import { activeVersion, learnedBase } from '../domain/learned-versions';
import type { InspectFault } from '../domain/inspection';
import type { PackBytes } from '../domain/loaded-pack';
import { recordLocale, textIn } from '../domain/localised-text';
import { firstVersion, nextVersion } from '../domain/pack-version';
import { usedBaselines } from '../domain/baseline';
import type { InspectionRecord, RasterRef } from '../domain/record';
import { fail, succeed, type Result } from '../domain/result';
import { taughtPackId } from '../domain/teaching';
import type { InspectorClient } from '../inspector/client';
import { orThrow } from './fault-error';
import { newestOf, type CorrectedPicture } from './corrected-pictures';
import type { InspectionService } from './inspection-service';
import { learningOverview, sourcesOf, type LearningOverview, type OverviewDependencies } from './learning-overview';

/** What is to be learned. */
export interface ExampleChoice {
  readonly packId: string;
  /** Ids of examples that the user leaves out. */
  readonly without: readonly string[];
  /** The name of a new pack; the pack that has learned before keeps its own. */
  readonly title: string;
}

/** A version that waits for the user's consent. */
export interface LearningPreview {
  readonly choice: ExampleChoice;
  readonly overview: LearningOverview;
  readonly identity: TaughtIdentity;
  readonly basePackId: string;
  readonly bytes: PackBytes;
  readonly report: LearningReport;
  /** Of the pictures that were compared, by the id of their record. */
  readonly thumbnails: ReadonlyMap<string, RasterRef>;
}

/** Why there is no preview. */
export type PreviewFault =
  | LearningFault
  | InspectFault
  | { readonly kind: 'no-base' }
  /** The corrections cannot be read. */
  | { readonly kind: 'not-readable'; readonly detail: string };

/** The worker that learns. */
export type LearningLearner = Pick<InspectorClient, 'learn'>;

export interface PreviewDependencies extends OverviewDependencies {
  readonly inspections: Pick<InspectionService, 'byId' | 'read'>;
  readonly client: LearningLearner;
  readonly newId: () => string;
  readonly nowMs: () => number;
}

/** Computes what would change. Nothing is stored. */
export async function previewLearning(
  choice: ExampleChoice,
  dependencies: PreviewDependencies,
  options: Parameters<LearningLearner['learn']>[1],
): Promise<Result<LearningPreview, PreviewFault>> {
  const overview = await learningOverview(choice.packId, dependencies);
  if (overview === undefined) return fail({ kind: 'no-base' });
  const examples = overview.waiting.map(({ example }) => example).filter(({ id }) => !choice.without.includes(id));
  const identity = await identityOf(choice, overview, dependencies);
  const said = comparedOf(overview.pictures, examples);
  const others = await otherPictures(overview, dependencies);
  const compared = [...said, ...others];
  const pictures = withUniqueNames(compared).map((picture) => ({
    ...{ recordId: picture.recordId, name: picture.name },
    ...(picture.said && { said: picture.said }),
    baselines: picture.baselines,
    read: () => readPhoto(picture.photo, dependencies.inspections),
  }));
  const baselines = await baselinesOf(pictures, dependencies.inspections);
  const jobId = dependencies.newId();
  const learned = await dependencies.client.learn(
    { jobId, packId: overview.target.pack.id, identity, examples, pictures, baselines },
    options,
  );
  if (!learned.ok) return learned;
  const { own, pack } = overview.target;
  const basePackId = own === undefined ? pack.id : (learnedBase(own) ?? pack.id);
  const thumbnails = new Map(compared.map(({ recordId, thumbnail }) => [recordId, thumbnail]));
  return succeed({ choice, overview, identity, basePackId, thumbnails, ...learned.value });
}

/** False where the pack was deleted meanwhile, or another version of it is in use: the preview says nothing about that one. */
export async function isCurrent(
  { overview }: LearningPreview,
  { packLibrary }: Pick<PreviewDependencies, 'packLibrary'>,
): Promise<boolean> {
  const { own } = overview.target;
  if (own === undefined) return true;
  const packs = await packLibrary.list();
  const now = packs.ok ? packs.value.find(({ id }) => id === own.id) : undefined;
  return now !== undefined && activeVersion(now)?.sha256 === activeVersion(own)?.sha256;
}

/** The next version of the pack, or the first of a new one. */
async function identityOf(
  { title }: ExampleChoice,
  { target: { own, pack } }: LearningOverview,
  { newId, nowMs, packLibrary }: PreviewDependencies,
): Promise<TaughtIdentity> {
  const taughtAt = new Date(nowMs()).toISOString();
  const active = own && activeVersion(own);
  if (own === undefined || active === undefined) {
    return { id: taughtPackId(newId()), version: firstVersion, title, taughtAt };
  }
  const version = nextVersion(orThrow(await packLibrary.usedVersions(own.id)), 'knowledge');
  return { id: own.id, version, title: textIn(pack.title, recordLocale), taughtAt, previousSha256: active.sha256 };
}

interface ComparedPicture {
  readonly recordId: string;
  readonly name: string;
  readonly photo: RasterRef;
  readonly thumbnail: RasterRef;
  readonly said?: SaidOfPicture;
  readonly baselines: readonly string[];
}

/** The baselines of all pictures that are still on this device. */
async function baselinesOf(
  pictures: readonly { readonly baselines: readonly string[] }[],
  inspections: PreviewDependencies['inspections'],
) {
  const ids = new Set(pictures.flatMap(({ baselines }) => baselines));
  const records = await Promise.all([...ids].map((id) => inspections.byId(id)));
  return records.flatMap((record) =>
    record === undefined ? [] : [{ id: record.id, read: () => readPhoto(record.photo, inspections) }],
  );
}

function comparedOf(pictures: readonly CorrectedPicture[], examples: readonly Example[]): readonly ComparedPicture[] {
  const learned = new Set(examples.map(({ recordId }) => recordId));
  return comparedFirst(pictures, learned).map(({ record, said }) => ({
    ...photoOf(record),
    said,
  }));
}

function photoOf({ id, fileName, photo, thumbnail, provenance }: InspectionRecord): ComparedPicture {
  return { recordId: id, name: fileName, photo, thumbnail, baselines: usedBaselines(provenance) };
}

async function otherPictures(
  { target, pictures }: LearningOverview,
  { history, inspections }: PreviewDependencies,
): Promise<readonly ComparedPicture[]> {
  const known = new Set(pictures.map(({ record }) => record.pictureSha256 ?? record.photo.sha256));
  const others: ComparedPicture[] = [];
  for (const packId of sourcesOf(target)) {
    const summaries = await newestOf({ filter: { packId }, sort: 'newest' }, 2 * othersCompared, history);
    for (const { id, review, anomaly } of summaries) {
      if (others.length >= othersCompared || review !== undefined || anomaly === undefined) continue;
      const record = await inspections.byId(id);
      const picture = record && (record.pictureSha256 ?? record.photo.sha256);
      if (record === undefined || picture === undefined || known.has(picture)) continue;
      known.add(picture);
      others.push(photoOf(record));
    }
  }
  return others;
}

async function readPhoto(
  photo: RasterRef,
  inspections: Pick<InspectionService, 'read'>,
): Promise<Result<ArrayBuffer, FileFault>> {
  const read = await inspections.read(photo);
  return read.ok ? read : fail({ kind: 'file-unreadable', detail: read.fault.kind });
}
