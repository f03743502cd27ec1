import { levelsOfPack } from '../domain/correction-edit';
import type { PackAnomaly } from '../domain/pack';
import type { LevelBand } from '../vision/rescore';

/** The severity levels of a pack with the highest score of each. */
export function bandsOfPack(anomaly: PackAnomaly): readonly LevelBand[] {
  const ends = anomaly.severity.map(({ upTo }) => upTo);
  return levelsOfPack(anomaly).map((level, rank) => ({ ...level, upTo: ends[rank] ?? 1 }));
}
