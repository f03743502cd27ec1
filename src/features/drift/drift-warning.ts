/** From recent and known pictures to the warning that a screen shows. */
import type { Drift, SceneMeasures } from '../../domain/drift';
import type { InspectionSummary } from '../../domain/inspection-summary';
import type { PackSource } from '../../domain/pack';
import { calibratedScore } from '../../learning/calibration';
import { highScores, sceneChanges } from '../../learning/drift';
import type { DriftEvidence } from '../../services/drift-evidence';
import type { Services } from '../../services/services';
import { measureScene } from '../../vision/scene-measures';

/** A warning that recent pictures have drifted from those that the pack knows. */
export interface DriftWarning extends Drift {
  /** The pack that learns. */
  readonly packId: string;
  readonly source: PackSource;
  /** The teaching to which photos can be added. */
  readonly teachingId?: string;
}

/** Reads the thumbnails of both kinds. */
export interface ThumbnailSources {
  readonly inspections: Pick<Services['inspections'], 'read'>;
  readonly teachings: Pick<Services['teachings'], 'byId' | 'thumbnail'>;
  readonly device: Pick<Services['device'], 'readPixels'>;
}

/** Undefined while recent pictures are like the known ones. Thumbnails are measured only if there is something to say. */
export async function driftWarning(
  evidence: DriftEvidence,
  services: ThumbnailSources,
): Promise<DriftWarning | undefined> {
  const { pack, recent, teachingId } = evidence;
  const counted = highScores(knownScores(evidence), recent.flatMap(scoreOf));
  if (counted?.hasDrifted !== true) return undefined;
  const known = await measuresOf(await knownThumbnails(evidence, services), services);
  const now = await measuresOf(await thumbnailsOf(recent, services), services);
  return {
    packId: pack.id,
    source: pack.source ?? 'camera',
    recent: recent.length,
    high: counted.high,
    changes: sceneChanges(known, now),
    ...(teachingId !== undefined && { teachingId }),
  };
}

/** The left-out scores of the pictures that a pack was taught with; else those of the first pictures that were inspected. */
function knownScores({ pack: { anomaly }, first }: DriftEvidence): readonly number[] {
  const { calibration } = anomaly ?? {};
  const taught = calibration?.normalScores ?? [];
  if (calibration === undefined || taught.length === 0) return first.flatMap(scoreOf);
  return taught.map((raw) => calibratedScore(raw, calibration));
}

function scoreOf({ anomaly }: InspectionSummary): readonly number[] {
  return anomaly === undefined ? [] : [anomaly.score];
}

async function knownThumbnails(
  { teachingId, first }: DriftEvidence,
  services: ThumbnailSources,
): Promise<readonly ArrayBuffer[]> {
  const teaching = teachingId === undefined ? undefined : await services.teachings.byId(teachingId);
  const normals = teaching?.pictures.filter(({ label }) => label === 'normal') ?? [];
  if (normals.length === 0) return thumbnailsOf(first, services);
  const read = await Promise.all(normals.map((picture) => services.teachings.thumbnail(picture)));
  return read.filter((bytes) => bytes !== null);
}

async function thumbnailsOf(
  summaries: readonly InspectionSummary[],
  { inspections }: Pick<ThumbnailSources, 'inspections'>,
): Promise<readonly ArrayBuffer[]> {
  const read = await Promise.all(summaries.map(({ thumbnail }) => inspections.read(thumbnail)));
  return read.flatMap((bytes) => (bytes.ok ? [bytes.value] : []));
}

async function measuresOf(
  thumbnails: readonly ArrayBuffer[],
  { device }: Pick<ThumbnailSources, 'device'>,
): Promise<readonly SceneMeasures[]> {
  const pictures = await Promise.all(thumbnails.map((bytes) => device.readPixels(bytes)));
  return pictures.flatMap((picture) => (picture === undefined ? [] : [measureScene(picture)]));
}
