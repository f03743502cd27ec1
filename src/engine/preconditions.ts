/** Whether a picture meets the preconditions of a pack, and which it does not. */
import { recordLocale, textIn } from '../domain/localised-text';
import type { Pack, Precondition } from '../domain/pack';
import type { Picture } from '../domain/picture';
import type { Refusal, RefusalEvidence } from '../domain/refusal';
import type { LinearHead } from '../learning/grade';
import { centredRows } from '../learning/heads/scaling';
import { bankDistances, type MemoryBank, type Vectors } from '../learning/memory-bank';
import { smallest } from '../learning/near-search';
import { quantile } from '../math/quantile';
import { outOfRange } from '../math/out-of-range';
import { colouredShare, colourScore } from '../vision/colour-histogram';
import { contrastOf, sharpnessOf } from '../vision/picture-measures';
import type { RgbPlanes } from '../vision/resize';

/** The value of each precondition in the pack's order; undefined where it is measured of the features. */
export type PictureMeasures = readonly (number | undefined)[];

/** Measures the picture. `planes` is the picture at the size of the network's input, without padding. */
export function measurePicture(
  { greyBits = 0 }: Picture,
  planes: RgbPlanes,
  { preconditions = [] }: Pack,
): PictureMeasures {
  return preconditions.map((condition) => {
    switch (condition.measure) {
      case 'grey-bits':
        return greyBits;
      case 'contrast':
        return contrastOf(planes, condition);
      case 'sharpness':
        return sharpnessOf(planes, condition);
      case 'coloured':
        return colouredShare(planes, condition.chroma);
      case 'colours':
        return colourScore(planes, condition);
      case 'bank-distance':
      case 'taught-distance':
        return undefined;
    }
  });
}

/** What the features of a picture are compared with. */
interface Known {
  readonly measures: PictureMeasures;
  readonly cells: Vectors | undefined;
  readonly bank: MemoryBank | undefined;
  /** The cells of the baselines of the asset; they are known like those of the bank. */
  readonly baselines?: readonly MemoryBank[];
  readonly embedding?: Float32Array | undefined;
  /** Its scaling is that of the taught pictures. */
  readonly head?: LinearHead | undefined;
  readonly taught?: MemoryBank | undefined;
}

/** The values of all preconditions, in the pack's order. */
export function preconditionValues({ preconditions = [] }: Pack, known: Known): readonly number[] {
  return preconditions.map((condition, at) => known.measures[at] ?? featureValue(condition, known));
}

function featureValue(condition: Precondition, known: Known): number {
  switch (condition.measure) {
    case 'bank-distance':
      return bankDistance(condition, known);
    case 'taught-distance':
      return taughtDistance(known);
    default:
      return outOfRange();
  }
}

/** Infinite for an embedding of another size than the taught ones: it is unlike all of them. */
function taughtDistance({ embedding, head, taught }: Known): number {
  if (embedding === undefined || head?.scaling === undefined || taught === undefined) return outOfRange();
  const { columns } = taught;
  if (embedding.length !== columns) return Infinity;
  const row = centredRows({ rows: 1, columns, data: embedding }, head.scaling);
  return bankDistances(row, taught, { neighbours: 1, leftOut: new Uint8Array(1) })[0] ?? outOfRange();
}

function bankDistance(
  condition: Extract<Precondition, { measure: 'bank-distance' }>,
  { cells, bank, baselines = [] }: Known,
): number {
  const banks = [...(bank === undefined ? [] : [bank]), ...baselines];
  if (cells === undefined || banks.length === 0) return outOfRange();
  const chosen = everyRow(cells, condition.every);
  const plan = { neighbours: 1, leftOut: new Uint8Array(chosen.rows) };
  const distances = smallest(
    chosen.rows,
    banks.map((each) => bankDistances(chosen, each, plan)),
  );
  return quantile(distances, condition.quantile);
}

/** Rows 0, `every`, 2 · `every`, …: a quantile needs no more. */
function everyRow({ rows, columns, data }: Vectors, every: number): Vectors {
  const count = Math.ceil(rows / every);
  const chosen = new Float32Array(count * columns);
  for (let row = 0; row < count; row++) {
    const from = row * every * columns;
    chosen.set(data.subarray(from, from + columns), row * columns);
  }
  return { rows: count, columns, data: chosen };
}

/** The code of the refusal of a picture that is unlike everything the pack knows. */
const unlikeKnown = 'unlike-known';

/**
 * The refusal by the first precondition that a value does not meet. A value that is not a number meets none. `ofBaselines`: the measures
 * of the baselines of the asset. A person marked them as normal, so a precondition that they do not meet is not required of later pictures.
 */
export function refusalBy(
  { preconditions = [] }: Pack,
  values: readonly number[],
  ofBaselines: readonly PictureMeasures[] = [],
): Refusal | undefined {
  const isWaived = (condition: Precondition, at: number): boolean =>
    condition.code === unlikeKnown && ofBaselines.some((own) => own[at] !== undefined && !isMet(condition, own[at]));
  const failed = preconditions.findIndex(
    (condition, at) => !isMet(condition, values[at] ?? outOfRange()) && !isWaived(condition, at),
  );
  const condition = preconditions[failed];
  if (condition === undefined) return undefined;
  const { code, advice } = condition;
  return {
    code,
    ...(advice === undefined ? {} : { advice: textIn(advice, recordLocale) }),
    evidence: evidenceOf(condition, values[failed] ?? outOfRange()),
  };
}

function isMet(condition: Precondition, value: number): boolean {
  return 'atLeast' in condition ? value >= condition.atLeast : value <= condition.atMost;
}

function evidenceOf(condition: Precondition, value: number): RefusalEvidence {
  const { measure } = condition;
  return 'atLeast' in condition
    ? { measure, value, atLeast: condition.atLeast }
    : { measure, value, atMost: condition.atMost };
}
