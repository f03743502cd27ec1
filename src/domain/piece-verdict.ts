/** One verdict from several photos of the same piece. */

/** The fields of a verdict that decide; a record and a summary have them. */
export interface PhotoVerdict {
  readonly refused?: object | undefined;
  readonly grade?:
    { readonly label: string; readonly confidence: number; readonly refused?: string | undefined } | undefined;
  readonly anomaly?: { readonly score: number } | undefined;
}

/** From this confidence a photo may lower the grade of the piece: the words call it "fairly sure". */
export const confidentFrom = 0.7;

/**
 * The index of the photo whose verdict is that of the piece; undefined without photos. `labels`: the grades, the best first.
 *
 * The worst confident photo decides: a photo may hide a defect (glare, shade, the other side), and what one photo shows is
 * on the piece. A doubtful photo does not lower the grade; where no photo is confident, the most confident one decides. Where a pack
 * gives only a score, the highest one decides. A refused photo decides only where all are refused.
 */
export function decidingPhoto(photos: readonly PhotoVerdict[], labels: readonly string[]): number | undefined {
  const judged = [...photos.keys()].filter((at) => !isRefused(photos[at]));
  if (judged.length === 0) return photos.length === 0 ? undefined : photos.length - 1;
  const confident = judged.filter((at) => confidenceOf(photos[at]) >= confidentFrom);
  const rank = (at: number): number => labels.indexOf(photos[at]?.grade?.label ?? '');
  const byWorst = (a: number, b: number): number => rank(b) - rank(a) || scoreOf(photos[b]) - scoreOf(photos[a]);
  if (confident.length > 0) return [...confident].sort(byWorst)[0];
  return [...judged].sort((a, b) => confidenceOf(photos[b]) - confidenceOf(photos[a]))[0];
}

/** Whether the photo has no verdict. Records of earlier versions say so in their grade. */
export function isRefused(photo: PhotoVerdict | undefined): boolean {
  return photo?.refused !== undefined || photo?.grade?.refused !== undefined;
}

/** A score is always compared: it has no confidence. */
function confidenceOf(photo: PhotoVerdict | undefined): number {
  return photo?.grade === undefined ? 1 : photo.grade.confidence;
}

function scoreOf(photo: PhotoVerdict | undefined): number {
  return photo?.anomaly === undefined ? 0 : photo.anomaly.score;
}
