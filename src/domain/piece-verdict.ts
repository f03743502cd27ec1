/** One verdict from several photos of the same piece. */
import type { Verdict } from './inspection';
import { refusalOf } from './refusal';

/** The fields of a verdict that decide. */
export type PhotoVerdict = Pick<Verdict, 'refused' | 'grade' | 'anomaly'>;

/** From this confidence a photo may lower the grade of the piece: the words call it "fairly sure". */
export const confidentFrom = 0.7;

/**
 * The index of the photo whose verdict is that of the piece; undefined without photos.
 *
 * The worst confident photo decides: a photo may hide a defect (glare, shade, the other side), and what one photo shows is
 * on the piece. A doubtful photo does not lower the grade; where no photo is confident, the most confident one decides. Where a pack
 * gives only a score, the highest one decides. A refused photo says nothing about the piece, and decides only where all are refused.
 */
export function decidingPhoto(photos: readonly PhotoVerdict[]): number | undefined {
  const judged = [...photos.keys()].filter((at) => refusalOf(photos[at] ?? {}) === undefined);
  if (judged.length === 0) return photos.length === 0 ? undefined : photos.length - 1;
  const confident = judged.filter((at) => confidenceOf(photos[at]) >= confidentFrom);
  const byWorst = (a: number, b: number): number =>
    rankOf(photos[b]) - rankOf(photos[a]) || scoreOf(photos[b]) - scoreOf(photos[a]);
  if (confident.length > 0) return [...confident].sort(byWorst)[0];
  return [...judged].sort((a, b) => confidenceOf(photos[b]) - confidenceOf(photos[a]))[0];
}

/** A score is always compared: it has no confidence. */
function confidenceOf(photo: PhotoVerdict | undefined): number {
  return photo?.grade === undefined ? 1 : photo.grade.confidence;
}

/** The place of the grade in the pack's order, the best first; 0 where there is none. */
function rankOf(photo: PhotoVerdict | undefined): number {
  const grade = photo?.grade;
  return grade === undefined ? 0 : grade.probabilities.findIndex(({ label }) => label === grade.label);
}

function scoreOf(photo: PhotoVerdict | undefined): number {
  return photo?.anomaly === undefined ? 0 : photo.anomaly.score;
}
