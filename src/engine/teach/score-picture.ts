/** Raw scores of pictures against a bank, without the map that only an inspection needs. */
import { packOfExtent } from '../../domain/close-look';
import { rawScore } from '../../learning/calibration';
import { nearestSquared } from '../../learning/early-distance';
import { bankDistances, prepareBank, type Vectors } from '../../learning/memory-bank';
import type { Sketched, Sketcher } from '../../learning/sketch';
import { outOfRange } from '../../math/out-of-range';
import type { Features } from '../extract';
import { anomalyNumbers, ignoredCells, type AnomalyTerms } from '../measure';

export interface PictureScore {
  readonly rawScore: number;
  /** Distances of cells 0, `every`, 2 · `every`, … that are not ignored. */
  readonly sampled: readonly number[];
}

/** How cells are sketched (as the bank), which distances are returned, and which cells are measured; all cells by default. */
export interface ScoreChoice {
  readonly sketched: Sketcher;
  readonly every: number;
  readonly counts?: (cell: number) => boolean;
}

/** The raw score of a picture, as an inspection with this bank would give it, and the distances of some of its cells. */
export function scorePicture(
  features: Features,
  terms: AnomalyTerms,
  bank: Sketched,
  choice: ScoreChoice,
): PictureScore {
  const { neighbours, map } = terms.anomaly;
  const isPlain = neighbours === 1 && map === undefined;
  return isPlain ? highestDistances(features, terms, bank, choice) : wholeScore(features, terms, bank, choice);
}

function wholeScore(
  features: Features,
  terms: AnomalyTerms,
  bank: Vectors,
  { every, counts = () => true }: ScoreChoice,
): PictureScore {
  const cells = features.cells ?? outOfRange();
  const prepared = prepareBank(bank);
  const { neighbours } = terms.anomaly;
  const { distances, rawScore } = anomalyNumbers(features, terms, (leftOut) =>
    bankDistances(cells, prepared, { neighbours, leftOut: leftOut.map((is, cell) => (counts(cell) ? is : 1)) }),
  );
  const ignored = ignoredCells(packOfExtent(terms.pack), features.placement);
  const sampled = [...distances].filter((_, cell) => cell % every === 0 && ignored[cell] !== 1 && counts(cell));
  return { rawScore, sampled };
}

/**
 * The score from the highest distances of cells to their nearest rows, as many as it is the mean of. A cell whose nearest row so far is not farther
 * than the least of these cannot raise it, and is left at once (Taha and Hanbury 2015, for the Hausdorff distance).
 */
function highestDistances(
  features: Features,
  { pack, anomaly: { score } }: AnomalyTerms,
  bank: Sketched,
  { every, sketched, counts = () => true }: ScoreChoice,
): PictureScore {
  const cells = sketched(features.cells ?? outOfRange());
  const ignored = ignoredCells(packOfExtent(pack), features.placement);
  const isMeasured = (cell: number): boolean => ignored[cell] !== 1 && counts(cell);
  const skipped = new Uint8Array(bank.rows);
  const sampled: number[] = [];
  const highest = createHighest(score.kind === 'max' ? 1 : score.count);
  let startAt = 0;
  const visit = (cell: number, floor: number): number => {
    const { squared, at } = nearestSquared(cells, cell, bank, { skipped, floor, startAt });
    startAt = Math.max(0, at);
    highest.add(squared);
    return squared;
  };
  for (let cell = 0; cell < cells.rows; cell += every) {
    if (isMeasured(cell)) sampled.push(Math.sqrt(visit(cell, 0)));
  }
  for (let cell = 0; cell < cells.rows; cell++) {
    if (cell % every !== 0 && isMeasured(cell)) visit(cell, highest.floor());
  }
  const distances = Float32Array.from(highest.values(), Math.sqrt);
  return { rawScore: rawScore(distances, new Uint8Array(distances.length), score), sampled };
}

/** The `count` highest of the values added. */
function createHighest(count: number) {
  const rising: number[] = [];
  return {
    add: (value: number): void => {
      if (rising.length === count && value <= (rising[0] ?? outOfRange())) return;
      const at = rising.findIndex((other) => other >= value);
      rising.splice(at === -1 ? rising.length : at, 0, value);
      if (rising.length > count) rising.shift();
    },
    /** A value up to this changes nothing. */
    floor: (): number => (rising.length < count ? 0 : (rising[0] ?? outOfRange())),
    values: (): readonly number[] => rising,
  };
}
