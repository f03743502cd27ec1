/** Teaches an anomaly pack with pictures of what is normal. Rules TCH in `docs/spec/teaching.md`. */
import type { AnomalyTeachReport } from '../../domain/anomaly-teaching';
import type { PackBytes } from '../../domain/loaded-pack';
import type { Checkpoint } from '../../domain/operation';
import type { Calibration, Pack } from '../../domain/pack';
import { fail, succeed, type Result } from '../../domain/result';
import { without } from '../../domain/without';
import type { TeachFault } from '../../domain/teach-fault';
import { withTiles } from '../../domain/close-look';
import { placeThreshold } from '../../learning/conformal';
import type { Vectors } from '../../learning/memory-bank';
import { quantile } from '../../math/quantile';
import type { EngineHost } from '../engine-host';
import { areFinite } from '../../learning/kept-cells';
import type { Features } from '../extract';
import type { AnomalyTerms } from '../measure';
import type { UnpackedPack } from '../unpack';
import type { AnomalyTeaching, KeptFeatures } from './anomaly-teaching';
import { scoreTeaching, type ScoredTeaching } from './left-out';
import { reportOf } from './teach-report';
import { writeTaughtPack } from './write-taught-pack';

export interface TeachTools {
  readonly host: EngineHost;
  readonly checkpoint: Checkpoint;
}

export interface TaughtAnomalyPack {
  /** Files of the base are shared with it, not copied: do not transfer their buffers. */
  readonly bytes: PackBytes;
  readonly report: AnomalyTeachReport;
}

/** One percent of the cells of normal pictures may be marked; a picture under the threshold shows no mask. */
const cellQuantile = 0.99;

/** Cells of all normals together whose distances place the threshold of the map. */
const sampledCells = 5000;

/** A taught pack and what the teaching measured. The same pictures, options and seed give the same pack. */
export async function teachAnomaly(
  teaching: AnomalyTeaching,
  tools: TeachTools,
): Promise<Result<TaughtAnomalyPack, TeachFault>> {
  const fault = firstFault(teaching);
  if (fault !== undefined) return fail(fault);
  const { golden, base } = teaching;
  const pack = withTiles(base.pack, golden.tiles);
  const { anomaly } = pack;
  if (anomaly === undefined) return fail({ kind: 'base-without-anomaly', packId: pack.id });
  const scored = await scorePictures(teaching, { pack, anomaly }, tools);
  if (scored === undefined) return fail({ kind: 'cancelled' });
  if (!scored.normals.every(({ rawScore }) => Number.isFinite(rawScore))) {
    return fail({ kind: 'pack-fault', fault: { kind: 'bad-network', detail: 'a score is not a number' } });
  }
  const calibration = calibrate(scored, anomaly.calibration);
  const written = await writeTaughtPack({ teaching, pack, anomaly, bank: scored.bank, calibration }, tools.host);
  if (!written.ok) return written;
  return succeed({ bytes: written.value, report: reportOf(teaching, scored, calibration) });
}

function firstFault({ base, golden, pictures }: AnomalyTeaching): TeachFault | undefined {
  if (base.pack.anomaly === undefined) return { kind: 'base-without-anomaly', packId: base.pack.id };
  if (!pictures.some(({ role }) => role === 'normal')) return { kind: 'no-normal-pictures' };
  const look = JSON.stringify(golden.tiles);
  if (base.bank !== undefined && JSON.stringify(base.pack.input.tiles) !== look) {
    return { kind: 'other-look', baseTilesPerSide: baseTilesPerSide(base.pack) };
  }
  const unusable = pictures.find(({ features }) => !isUsable(features, golden, look));
  return unusable && { kind: 'unusable-picture', name: unusable.name };
}

/** 1: it looks at the whole picture. */
export function baseTilesPerSide({ input: { tiles } }: Pack): number {
  return tiles === undefined ? 1 : tiles.columns;
}

/** Features of another network or look have no common distance. */
function isUsable({ cells, networkSha256, tiles }: KeptFeatures, golden: Features, look: string | undefined): boolean {
  const isSame = networkSha256 === golden.networkSha256 && JSON.stringify(tiles) === look;
  return isSame && cells !== undefined && cells.columns === golden.cells?.columns && areFinite(cells);
}

function scorePictures(
  { base, pictures, options }: AnomalyTeaching,
  terms: AnomalyTerms,
  { checkpoint }: TeachTools,
): Promise<ScoredTeaching | undefined> {
  const of = (wanted: string) => pictures.flatMap(({ role, features }) => (role === wanted ? [features] : []));
  const plan = { terms, seed: options.seed, base: baseRows(base), sampledCells, checkpoint };
  return scoreTeaching({ normals: of('normal'), faulty: of('faulty') }, plan);
}

function baseRows({ bank }: UnpackedPack): Vectors | undefined {
  return bank && { rows: bank.rows, columns: bank.columns, data: Float32Array.from(bank.data) };
}

/**
 * The calibration of the taught pack. Scores of an earlier teaching of the base count too: they were measured against a smaller bank, so they can
 * only be too high. Source of the constants: `docs/calibration.md`.
 */
function calibrate({ normals }: ScoredTeaching, { normalScores: earlier = [], ...before }: Calibration): Calibration {
  const scores = [...earlier, ...normals.map(({ rawScore }) => rawScore)];
  const placed = placeThreshold(scores);
  const { threshold } = placed;
  const gap = Math.max(threshold - quantile(Float32Array.from(scores), 0.5), 0.05 * threshold, 1e-6);
  const cells = Float32Array.from(normals.flatMap(({ sampled }) => sampled));
  return {
    ...without(before, 'softnessBelow'),
    ...placed,
    mapThreshold: Math.max(quantile(cells, cellQuantile), 1e-6),
    softness: gap / 1.5,
    normals: scores.length,
    normalScores: scores,
  };
}
