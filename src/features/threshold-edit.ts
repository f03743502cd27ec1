import { levelsOfPack, type CorrectionEdit } from '../domain/correction-edit';
import type { VerdictRasters } from '../domain/inspection';
import type { PackAnomaly } from '../domain/pack';
import type { InspectionRecord, RecordedAnomaly } from '../domain/record';
import { rescore, type LevelBand } from '../vision/rescore';

/** A record with a score. */
export type ScoredRecord = Pick<InspectionRecord, 'picture'> & { readonly anomaly: RecordedAnomaly };

/** The correction that gives a picture another threshold. `measured`: map and mask as the pack measured them. */
export function thresholdEdit(
  { anomaly, picture }: ScoredRecord,
  measured: VerdictRasters,
  pack: PackAnomaly,
  limit: number,
): Extract<CorrectionEdit, { kind: 'threshold-changed' }> {
  const terms = { limit, picture, bands: bandsOfPack(pack), minBoxShare: pack.minBoxShare };
  const { score, level, regions } = rescore(anomaly, measured, terms);
  return { kind: 'threshold-changed', limit, score, level, regions };
}

/** The severity levels of a pack with the highest score of each. */
function bandsOfPack(anomaly: PackAnomaly): readonly LevelBand[] {
  const ends = anomaly.severity.map(({ upTo }) => upTo);
  return levelsOfPack(anomaly).map((level, rank) => ({ ...level, upTo: ends[rank] ?? 1 }));
}
