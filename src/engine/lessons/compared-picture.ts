/** A picture with its distances, which are lowered as rows are added: nothing is searched twice. */
import type { PictureCall } from '../../domain/lesson-report';
import { usualLimit } from '../../domain/agreed-verdict';
import type { PackAnomaly } from '../../domain/pack';
import { calibratedScore, severityOf } from '../../learning/calibration';
import { bankDistances, prepareBank, type MemoryBank, type Vectors } from '../../learning/memory-bank';
import { smallest } from '../../learning/near-search';
import { outOfRange } from '../../math/out-of-range';
import { countedCells, type AnomalyTerms } from '../measure';
import type { UnpackedPack } from '../unpack';
import type { LessonPicture } from './lesson-terms';
import { lessonScore, lessonValues, type CellDistances, type CountedCells, type LessonValues } from './lesson-numbers';

export interface ComparedPicture {
  readonly picture: LessonPicture;
  readonly cells: Vectors;
  readonly counted: CountedCells;
  /** Of every cell that is not ignored. */
  readonly distances: Required<CellDistances>;
}

/** Measures the picture against what the base knows. `terms` are those of the extent. */
export function comparePicture(
  picture: LessonPicture,
  { bank, lessons }: Pick<UnpackedPack, 'bank' | 'lessons'>,
  terms: AnomalyTerms,
): ComparedPicture {
  const cells = picture.features.cells ?? outOfRange();
  const counted = countedCells(picture.features, terms);
  const { neighbours } = terms.anomaly;
  const leftOut = counted.ignored;
  const to = (rows: MemoryBank | undefined, count: number): Float32Array =>
    rows === undefined
      ? new Float32Array(cells.rows).fill(Infinity)
      : bankDistances(cells, rows, { neighbours: count, leftOut });
  const toLesson = to(lessons?.normal, 1);
  const toNormal = smallest(cells.rows, [to(bank, neighbours), toLesson]);
  return { picture, cells, counted, distances: { toNormal, toLesson, toFault: to(lessons?.faults, 1) } };
}

/** The picture after `rows` were added to one of the banks. */
export function withAddedRows(compared: ComparedPicture, kind: 'normal' | 'fault', rows: Vectors): ComparedPicture {
  if (rows.rows === 0) return compared;
  const { cells, counted, distances } = compared;
  const added = bankDistances(cells, prepareBank(rows), { neighbours: 1, leftOut: counted.ignored });
  const lowered = (before: Float32Array): Float32Array => smallest(cells.rows, [before, added]);
  const { toNormal, toLesson, toFault } = distances;
  const after =
    kind === 'fault'
      ? { toNormal, toLesson, toFault: lowered(toFault) }
      : { toNormal: lowered(toNormal), toLesson: lowered(toLesson), toFault };
  return { ...compared, distances: after };
}

/** The raw score of the picture, or of the cells that `outside` does not mark. */
export function scoreOf({ distances, counted }: ComparedPicture, anomaly: PackAnomaly, outside?: Uint8Array): number {
  return lessonScore(lessonValues(distances, counted, anomaly), counted, anomaly, outside);
}

/** The value of each cell, and the pack's own map, after the lessons. */
export function valuesOf({ distances, counted }: ComparedPicture, anomaly: PackAnomaly): LessonValues {
  return lessonValues(distances, counted, anomaly);
}

/** What the pack says of the picture. */
export function callOf(compared: ComparedPicture, anomaly: PackAnomaly): PictureCall {
  const rawScore = scoreOf(compared, anomaly);
  const score = calibratedScore(rawScore, anomaly.calibration);
  return { rawScore, score, isAnomalous: score >= usualLimit, level: severityOf(score, anomaly.severity).name };
}
