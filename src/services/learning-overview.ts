/** What a pack can learn from corrections, and what it has learned. */
import type { Correction } from '../domain/correction';
import { isNormalAsBaseline, isToLearn, type Example } from '../domain/example';
import { activeVersion, learnedBase, learnedExamples, lostExamples, packTaughtFrom } from '../domain/learned-versions';
import type { Pack } from '../domain/pack';
import { isUntaught } from '../domain/pack-parameters';
import type { OwnPack } from '../domain/pack-version';
import { isOwnPackId } from '../domain/teaching';
import type { InspectionRecord } from '../domain/record';
import { correctedPictures, type CorrectedPicture, type ReadingDependencies } from './corrected-pictures';
import { orThrow } from './fault-error';
import { labelNext, type LabelSuggestion } from './label-next';
import type { PackLibrary } from './pack-library';
import type { PackService } from './pack-service';
import type { TeachingService } from './teaching-service';

/** The pack that learns. */
export interface ExampleTarget {
  readonly pack: Pack;
  /** Present where the user owns it; else learning makes a new pack from it. */
  readonly own?: OwnPack;
}

/** One example with its record and the correction that it comes from. */
export interface ExampleItem {
  readonly example: Example;
  readonly record: InspectionRecord;
  readonly correction: Correction;
  /** The version that learned it; absent while it waits. */
  readonly version?: string;
  /** Of an example that waits: a version that had learned it and that is not contained in the version in use. */
  readonly lostFrom?: string;
}

export interface LearningOverview {
  readonly target: ExampleTarget;
  /** The newest first. */
  readonly waiting: readonly ExampleItem[];
  readonly learned: readonly ExampleItem[];
  /** Every picture that a person confirmed or corrected: what is learned is measured on them. Not those that are normal as a baseline. */
  readonly pictures: readonly CorrectedPicture[];
}

export interface OverviewDependencies extends ReadingDependencies {
  readonly packs: Pick<PackService, 'installed'>;
  readonly packLibrary: Pick<PackLibrary, 'list' | 'usedVersions'>;
  readonly teachings: Pick<TeachingService, 'list' | 'byId'>;
}

/**
 * The examples of a pack. Those of a pack of the app go to the pack that was taught from it, if there is one. Undefined where the pack is not on this
 * device or has no anomaly part.
 */
export async function learningOverview(
  packId: string,
  dependencies: OverviewDependencies,
): Promise<LearningOverview | undefined> {
  const target = await exampleTarget(packId, dependencies);
  if (target === undefined) return undefined;
  const pictures = await correctedPictures(sourcesOf(target), dependencies);
  const learned = target.own === undefined ? new Map<string, string>() : learnedExamples(target.own);
  const lost = target.own === undefined ? new Map<string, string>() : lostExamples(target.own);
  const taught = isUntaught(target.pack) ? await taughtPictures(target.pack, dependencies) : new Map<string, string>();
  const items = pictures.flatMap((picture) => itemsOf(picture, { learned, lost, taught }));
  return {
    target,
    waiting: items.filter(({ version, example, record }) => version === undefined && isToLearn(example, record)),
    learned: items.filter(({ version }) => version !== undefined),
    pictures: pictures.filter(({ record, said }) => said.isAnomalous || !isNormalAsBaseline(record)),
  };
}

/** The pack that learns from corrections of `packId`. */
export async function exampleTarget(
  packId: string,
  { packs, packLibrary }: OverviewDependencies,
): Promise<ExampleTarget | undefined> {
  const owned = orThrow(await packLibrary.list());
  const own = isOwnPackId(packId) ? owned.find(({ id }) => id === packId) : packTaughtFrom(packId, owned);
  const pack = own === undefined ? await packs.installed(packId) : activeVersion(own)?.pack;
  return pack?.anomaly === undefined ? undefined : { pack, ...(own && { own }) };
}

/** The packs whose corrections the pack learns from. */
export function sourcesOf({ pack, own }: ExampleTarget): readonly string[] {
  const base = own && learnedBase(own);
  return [...new Set([pack.id, ...(base === undefined ? [] : [base])])];
}

/** The version that was taught with each picture, of the packs that began with this one; by the hash of the picture. */
async function taughtPictures({ id }: Pack, { teachings }: OverviewDependencies): Promise<ReadonlyMap<string, string>> {
  const taught = new Map<string, string>();
  for (const teaching of await teachings.list()) {
    if (teaching.base.id !== id || teaching.state.phase !== 'taught') continue;
    const { pictures = [] } = (await teachings.byId(teaching.id)) ?? {};
    for (const { sha256 } of pictures) taught.set(sha256, teaching.state.version);
  }
  return taught;
}

interface Known {
  /** Versions by the id of the example. */
  readonly learned: ReadonlyMap<string, string>;
  readonly lost: ReadonlyMap<string, string>;
  /** Versions by the hash of the photo. */
  readonly taught: ReadonlyMap<string, string>;
}

function itemsOf({ record, examples }: CorrectedPicture, { learned, lost, taught }: Known): readonly ExampleItem[] {
  return examples.flatMap((example) => {
    const correction = record.corrections?.find(({ id }) => id === example.correctionId);
    if (correction === undefined) return [];
    const version = learned.get(example.id) ?? taught.get(record.photo.sha256);
    const lostFrom = lost.get(example.id);
    const found = version === undefined ? lostFrom !== undefined && { lostFrom } : { version };
    return [{ example, record, correction, ...found }];
  });
}

/** A pack with corrections that wait. */
export interface WaitingExamples {
  readonly packId: string;
  readonly title: Pack['title'];
  readonly count: number;
}

/** The packs on this device that people have corrected and that have not learned from all of it. */
export async function waitingExamples(
  packIds: readonly string[],
  dependencies: OverviewDependencies,
): Promise<readonly WaitingExamples[]> {
  const found = new Map<string, WaitingExamples>();
  for (const packId of packIds) {
    if (!(await hasCorrections(packId, dependencies))) continue;
    const overview = await learningOverview(packId, dependencies);
    if (overview === undefined || overview.waiting.length === 0) continue;
    const { id, title } = overview.target.pack;
    found.set(id, { packId: id, title, count: overview.waiting.length });
  }
  return [...found.values()];
}

async function hasCorrections(packId: string, { history }: OverviewDependencies): Promise<boolean> {
  const { summaries } = await history.page({ filter: { packId, corrected: true }, sort: 'newest' }, { limit: 1 });
  return summaries.length > 0;
}

/** What to check next: pictures of the pack, or of the pack that it was taught from while it has none. */
export async function labelNextOf(
  packId: string,
  dependencies: OverviewDependencies,
): Promise<readonly LabelSuggestion[]> {
  const target = await exampleTarget(packId, dependencies);
  for (const source of target === undefined ? [packId] : sourcesOf(target)) {
    const found = await labelNext(source, dependencies.history);
    if (found.length > 0) return found;
  }
  return [];
}
