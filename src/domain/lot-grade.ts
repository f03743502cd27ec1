/** The indicative grade of a lot of sheets, and what its sample supports. Pure. */
import type { InspectionSummary } from './inspection-summary';
import { cleanSampleFor, upperShare } from './lot-statistics';
import { confidentFrom, decidingPhoto, isRefused, type PhotoVerdict } from './piece-verdict';

/** The grades of ribbed smoked sheets, the best first. */
export const sheetGrades = ['RSS1', 'RSS2', 'RSS3', 'RSS4', 'RSS5'] as const;

export type SheetGrade = (typeof sheetGrades)[number];

/**
 * The share of sampled bales with mould or rust that a grade allows; none is stated for RSS 1. Source: International Standards of
 * Quality and Packing for Natural Rubber Grades ("The Green Book").
 */
const allowedMould: Readonly<Record<SheetGrade, number>> = {
  RSS1: 0,
  RSS2: 0.05,
  RSS3: 0.1,
  RSS4: 0.2,
  RSS5: 0.3,
};

/** Kinds of regions that count as mould or rust. */
const mouldKinds: ReadonlySet<string> = new Set(['dry_mould', 'rust']);

/** A picture of a lot. */
export type LotPhoto = Pick<InspectionSummary, 'id' | 'pieceId' | 'kinds'> & PhotoVerdict;

/** The indicative grade of a lot, from its pictures. A sheet with several photos counts once. */
export interface LotReading {
  /** Sheets with a grade. */
  readonly graded: number;
  /** Sheets without a verdict: they count nowhere else. */
  readonly refused: number;
  /** Graded sheets whose confidence is low: they do not lower the grade of the lot. */
  readonly doubtful: number;
  readonly sheetsByGrade: Readonly<Record<SheetGrade, number>>;
  /** The lowest grade of a confident sheet; of any sheet where none is confident. */
  readonly lowest: SheetGrade | undefined;
  /** The grade of the lot without the sheets of the lowest grade. */
  readonly withoutLowest: SheetGrade | undefined;
  readonly mouldy: number;
  /** At most this share of the lot is mouldy, at `lotConfidence`. */
  readonly mouldyAtMost: number;
  /** The best grade that allows the found share of mould; undefined where none does. */
  readonly allowedByMould: SheetGrade | undefined;
  /** The lower of `lowest` and `allowedByMould`; undefined without sheets and where no grade allows the mould. */
  readonly grade: SheetGrade | undefined;
}

/** Grades a lot from its pictures. */
export function readLot(photos: readonly LotPhoto[]): LotReading {
  const sheets = [...piecesOf(photos)].flatMap(sheetOf);
  const graded = sheets.filter(({ grade }) => grade !== undefined);
  const confident = graded.filter(({ isConfident }) => isConfident);
  const deciding = (confident.length > 0 ? confident : graded).flatMap(({ grade }) => grade ?? []);
  const lowest = lowestOf(deciding);
  const mouldy = graded.filter(({ isMouldy }) => isMouldy).length;
  const allowedByMould = sheetGrades.find((grade) => mouldy <= allowedMould[grade] * graded.length);
  return {
    graded: graded.length,
    refused: sheets.length - graded.length,
    doubtful: graded.length - confident.length,
    sheetsByGrade: countByGrade(graded.flatMap(({ grade }) => grade ?? [])),
    lowest,
    withoutLowest: lowestOf(deciding.filter((grade) => grade !== lowest)),
    mouldy,
    mouldyAtMost: upperShare(mouldy, graded.length),
    allowedByMould,
    grade: lowest && allowedByMould && lowestOf([lowest, allowedByMould]),
  };
}

/** What a grade requires of the sample: the allowed share of mould, whether the sample supports it, and how many clean sheets would. */
export interface GradeSupport {
  readonly grade: SheetGrade;
  readonly allowed: number;
  readonly isSupported: boolean;
  readonly cleanSample: number;
}

/** The grades that state a share of mould. */
export function gradeSupports({ mouldyAtMost }: Pick<LotReading, 'mouldyAtMost'>): readonly GradeSupport[] {
  return sheetGrades
    .filter((grade) => allowedMould[grade] > 0)
    .map((grade) => {
      const allowed = allowedMould[grade];
      return { grade, allowed, isSupported: mouldyAtMost <= allowed, cleanSample: cleanSampleFor(allowed) };
    });
}

/** A picture without a piece counts as one piece. */
function piecesOf(photos: readonly LotPhoto[]): Iterable<readonly LotPhoto[]> {
  const pieces = new Map<string, LotPhoto[]>();
  for (const photo of photos) {
    const key = photo.pieceId ?? photo.id;
    pieces.set(key, [...(pieces.get(key) ?? []), photo]);
  }
  return pieces.values();
}

interface Sheet {
  readonly grade: SheetGrade | undefined;
  readonly isConfident: boolean;
  readonly isMouldy: boolean;
}

/** A sheet is mouldy if any of its photos shows mould. A picture that another pack judged is not a sheet. */
function sheetOf(photos: readonly LotPhoto[]): readonly Sheet[] {
  const deciding = photos[decidingPhoto(photos, sheetGrades) ?? -1];
  const grade = sheetGrades.find((each) => each === deciding?.grade?.label);
  const isNone = isRefused(deciding);
  if (grade === undefined && !isNone) return [];
  const isMouldy = photos.some(({ kinds = [] }) => kinds.some((kind) => mouldKinds.has(kind)));
  const isConfident = (deciding?.grade?.confidence ?? 0) >= confidentFrom;
  return [{ grade: isNone ? undefined : grade, isConfident, isMouldy }];
}

function lowestOf(grades: readonly SheetGrade[]): SheetGrade | undefined {
  return sheetGrades.findLast((grade) => grades.includes(grade));
}

function countByGrade(grades: readonly SheetGrade[]): Readonly<Record<SheetGrade, number>> {
  const count = (grade: SheetGrade): number => grades.filter((each) => each === grade).length;
  return { RSS1: count('RSS1'), RSS2: count('RSS2'), RSS3: count('RSS3'), RSS4: count('RSS4'), RSS5: count('RSS5') };
}
