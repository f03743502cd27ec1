/** The bank of a teaching and the scores of its pictures, each as if the bank had been made without it. */
import type { Checkpoint } from '../../domain/operation';
import { bankOfCells, bankWithout, makeBank, type TaughtBank } from '../../learning/taught-bank';
import type { Vectors } from '../../learning/memory-bank';
import { sketcherFor } from '../../learning/sketch';
import { packOfExtent } from '../../domain/close-look';
import { outOfRange } from '../../math/out-of-range';
import type { Features } from '../extract';
import type { AnomalyTerms } from '../measure';
import { scorePicture, type PictureScore, type ScoreChoice } from './score-picture';

/** Cells of all normals together whose distances place the threshold of the map. */
const sampledCells = 5000;

export interface ScoredTeaching {
  readonly bank: TaughtBank;
  /** In the order of the normals. */
  readonly normals: readonly PictureScore[];
  readonly faulty: readonly PictureScore[];
}

/** The pictures of a teaching under one look. */
export interface TeachingFeatures {
  readonly normals: readonly Features[];
  readonly faulty: readonly Features[];
}

interface ScorePlan {
  readonly terms: AnomalyTerms;
  readonly seed: number;
  readonly base: Vectors | undefined;
  readonly checkpoint: Checkpoint;
}

/** Undefined if it was cancelled. */
export async function scoreTeaching(
  { normals, faulty }: TeachingFeatures,
  { terms, seed, base, checkpoint }: ScorePlan,
): Promise<ScoredTeaching | undefined> {
  const total = 2 * normals.length + faulty.length + 2;
  let done = 0;
  const pause = () => checkpoint({ step: 'teach', done: done++, total });
  const vectors = normals.map(({ cells }) => cells ?? outOfRange());
  const sketched = sketcherFor(vectors[0] ?? outOfRange());
  const bank = await makeBank(vectors, { seed, sketched, pause, ...(base && { base }) });
  if (bank === undefined) return undefined;
  const every = Math.max(1, Math.floor(vectors.reduce((sum, { rows }) => sum + rows, 0) / sampledCells));
  const choice = { every, sketched };
  const scored: PictureScore[] = [];
  for (const [at, features] of [...normals, ...faulty].entries()) {
    if (!(await pause())) return undefined;
    const isFaulty = at >= normals.length;
    if (isFaulty) scored.push(scorePicture(features, terms, bank.rows, choice));
    else if (normals.length > 1) scored.push(scorePicture(features, terms, bankWithout(bank, at), choice));
    // Without the only picture of this teaching the rows of the base are left.
    else if (base !== undefined) scored.push(scorePicture(features, terms, base, choice));
    else scored.push(scoreWithin(features, terms, bank, choice));
  }
  return { bank, normals: scored.slice(0, normals.length), faulty: scored.slice(normals.length) };
}

/** The score of the only picture: each quarter of it against the other three. */
function scoreWithin(features: Features, terms: AnomalyTerms, bank: TaughtBank, choice: ScoreChoice): PictureScore {
  const { grid } = (packOfExtent(terms.pack).anomaly ?? outOfRange()).patches;
  const quarterOf = (cell: number): number =>
    2 * Number(Math.floor(cell / grid.width) * 2 >= grid.height) + Number((cell % grid.width) * 2 >= grid.width);
  const quarters = [0, 1, 2, 3].map((quarter) => {
    const rows = bankOfCells(bank, (cell) => quarterOf(cell) !== quarter);
    return scorePicture(features, terms, rows, { ...choice, counts: (cell) => quarterOf(cell) === quarter });
  });
  return {
    rawScore: Math.max(...quarters.map(({ rawScore }) => rawScore)),
    sampled: quarters.flatMap(({ sampled }) => sampled),
  };
}
