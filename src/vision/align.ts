/**
 * Coarse alignment of a picture with a baseline picture of the same thing, on the cells of a pack. The reference implementation is
 * `training/trainer/baseline/align.py`; the constants are from `docs/adr/0029-baselines.md`.
 */
import { createCellPair, type CellPair } from './cell-pair';
import { centredCells, pooledCells, stepOf, type CellGrid } from './cell-grid';

/**
 * A place of the later picture to a place of the baseline: `scale` times a turn by `rotationDeg`, then the shift. Places are in units of
 * the longer side of their picture, from its centre.
 */
export interface Similarity {
  readonly scale: number;
  readonly rotationDeg: number;
  readonly shiftX: number;
  readonly shiftY: number;
}

/** `agreement`: the correlation of the cells of both pictures under `similarity`, −1 to 1. */
export interface Alignment {
  readonly similarity: Similarity;
  readonly agreement: number;
  /** Whether the agreement is high enough to compare the pictures place by place. */
  readonly isAligned: boolean;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Most cells on a side while refining, and while searching all shifts. */
const fineSide = 32;
const coarseSide = 16;
const scaleStep = 1.09;
const scaleSteps = 4;
const rotationStepDeg = 4;
const rotationSteps = 3;
const candidates = 6;
const halvings = 6;
/** Below it a pattern search does not move: differences are rounding errors. */
const leastGain = 1e-9;

/** Agreement from which two pictures count as aligned. */
const leastAgreement = 0.65;

const identity: Similarity = { scale: 1, rotationDeg: 0, shiftX: 0, shiftY: 0 };

/**
 * The similarity under which the cells correlate most: every shift of coarse cells is tried for 9 scales (0.71–1.41) and 7 rotations
 * (±12°), and the best are refined on fine cells. Pictures of different things agree little, and are not aligned.
 */
export function align(later: CellGrid, baseline: CellGrid): Alignment {
  const pairOf = (side: number): CellPair =>
    createCellPair(centredCells(pooledCells(later, side)), centredCells(pooledCells(baseline, side)));
  const fine = pairOf(fineSide);
  const step = Math.max(stepOf(baseline).x, stepOf(baseline).y);
  const found = startsOf(pairOf(coarseSide)).map((start) => refine(start, fine, step));
  const best = found.reduce((a, b) => (b.agreement > a.agreement ? b : a), { similarity: identity, agreement: -1 });
  return { ...best, isAligned: best.agreement >= leastAgreement };
}

/** Where `place` of the later picture lies on the baseline. */
export function onBaseline({ scale, rotationDeg, shiftX, shiftY }: Similarity, { x, y }: Place): Place {
  const turn = (rotationDeg * Math.PI) / 180;
  const across = scale * Math.cos(turn);
  const down = scale * Math.sin(turn);
  return { x: across * x - down * y + shiftX, y: down * x + across * y + shiftY };
}

type Found = Omit<Alignment, 'isAligned'>;

/** The best shift of each scale and rotation by the nearest coarse cells; of these the best `candidates`. */
function startsOf(pair: CellPair): readonly Similarity[] {
  const found: Found[] = [];
  for (let power = -scaleSteps; power <= scaleSteps; power++) {
    for (let turn = -rotationSteps; turn <= rotationSteps; turn++) {
      const turned = { ...identity, scale: scaleStep ** power, rotationDeg: turn * rotationStepDeg };
      found.push(bestShift(pair, turned));
    }
  }
  return found
    .sort((a, b) => b.agreement - a.agreement)
    .slice(0, candidates)
    .filter(({ agreement }) => agreement > -1)
    .map(({ similarity }) => similarity);
}

/** Among all shifts by whole coarse cells, up to half of the baseline. */
function bestShift(pair: CellPair, turned: Similarity): Found {
  const { columns, rows } = pair.baseline;
  const { x: stepX, y: stepY } = stepOf(pair.baseline);
  const places = pair.placesOf((place) => onBaseline(turned, place));
  const reach = { x: Math.floor(columns / 2), y: Math.floor(rows / 2) };
  let best: Found = { similarity: turned, agreement: -1 };
  for (let down = -reach.y; down <= reach.y; down++) {
    for (let across = -reach.x; across <= reach.x; across++) {
      const agreement = pair.nearestAgreement(places, across, down);
      if (agreement <= best.agreement) continue;
      best = { similarity: { ...turned, shiftX: across * stepX, shiftY: down * stepY }, agreement };
    }
  }
  return best;
}

/** Pattern search: each parameter in turn by its step, either way; where nothing helps, all steps are halved. */
function refine(start: Similarity, pair: CellPair, step: number): Found {
  const agreementOf = (at: Similarity): number =>
    pair.bilinearAgreement(pair.placesOf((place) => onBaseline(at, place)));
  let best: Found = { similarity: start, agreement: agreementOf(start) };
  for (let halving = 0; halving < halvings; halving++) {
    let from: Found | undefined;
    while (from !== best) {
      from = best;
      for (const change of changesOf(0.5 ** halving, step)) {
        // As in the reference: every change starts from the beginning of the round, and the last one that improves the agreement is kept.
        const similarity = change(from.similarity);
        const agreement = isCoarse(similarity) ? agreementOf(similarity) : -1;
        if (agreement > best.agreement + leastGain) best = { similarity, agreement };
      }
    }
  }
  return best;
}

/** Whether scale and rotation are in the range of the search: an agreement outside of it would be a coincidence. */
function isCoarse({ scale, rotationDeg }: Similarity): boolean {
  const most = scaleStep ** (scaleSteps + 0.5);
  return 1 / most <= scale && scale <= most && Math.abs(rotationDeg) <= rotationStepDeg * (rotationSteps + 0.5);
}

type Change = (at: Similarity) => Similarity;

/** One parameter moved by `part` of its step, either way. */
function changesOf(part: number, step: number): readonly Change[] {
  const shift = part * step;
  const factor = scaleStep ** (part / 2);
  const turn = (part * rotationStepDeg) / 2;
  return [
    (at) => ({ ...at, shiftX: at.shiftX + shift }),
    (at) => ({ ...at, shiftX: at.shiftX - shift }),
    (at) => ({ ...at, shiftY: at.shiftY + shift }),
    (at) => ({ ...at, shiftY: at.shiftY - shift }),
    (at) => ({ ...at, scale: at.scale * factor }),
    (at) => ({ ...at, scale: at.scale / factor }),
    (at) => ({ ...at, rotationDeg: at.rotationDeg + turn }),
    (at) => ({ ...at, rotationDeg: at.rotationDeg - turn }),
  ];
}
