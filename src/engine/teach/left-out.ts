/** The bank of a teaching and the scores of its pictures, each as if the bank had been made without it. */
import { packOfExtent } from '../../domain/close-look';
import type { Checkpoint } from '../../domain/operation';
import { leaveOneOutBank, bankOfCells, makeBank, type TaughtBank } from '../../learning/taught-bank';
import { openCells } from '../../learning/kept-cells';
import type { Vectors } from '../../learning/memory-bank';
import { sketcherFor } from '../../learning/sketch';
import { outOfRange } from '../../math/out-of-range';
import type { Features } from '../extract';
import type { AnomalyTerms } from '../measure';
import { featureOpener, type KeptFeatures } from './anomaly-teaching';
import { scorePicture, type PictureScore, type ScoreChoice } from './score-picture';

export interface ScoredTeaching {
  readonly bank: TaughtBank;
  /** In the order of the normals. */
  readonly normals: readonly PictureScore[];
  readonly faulty: readonly PictureScore[];
}

/** The pictures of a teaching under one look. */
export interface TeachingFeatures {
  readonly normals: readonly KeptFeatures[];
  readonly faulty: readonly KeptFeatures[];
}

interface ScorePlan {
  readonly terms: AnomalyTerms;
  readonly seed: number;
  readonly base: Vectors | undefined;
  /** About how many cells of all normals together get their distances returned. */
  readonly sampledCells: number;
  readonly checkpoint: Checkpoint;
}

/** Undefined if it was cancelled. */
export async function scoreTeaching(
  { normals, faulty }: TeachingFeatures,
  { terms, seed, base, sampledCells, checkpoint }: ScorePlan,
): Promise<ScoredTeaching | undefined> {
  const total = 2 * normals.length + faulty.length + 2;
  let done = 0;
  const pause = () => checkpoint({ step: 'teach', done: done++, total });
  const cells = normals.map((features) => features.cells ?? outOfRange());
  const sketched = sketcherFor(openCells(cells[0] ?? outOfRange()));
  const bank = await makeBank(cells, { seed, sketched, pause, ...(base && { base }) });
  if (bank === undefined) return undefined;
  const all = cells.reduce((sum, { rows }) => sum + rows, 0);
  const every = sampledCells === 0 ? all : Math.max(1, Math.floor(all / sampledCells));
  const choice = { every, sketched };
  const scorer = scorerFor(bank, { terms, base, choice, isAlone: normals.length === 1 });
  const open = featureOpener();
  const scored: PictureScore[] = [];
  for (const [at, kept] of [...normals, ...faulty].entries()) {
    if (!(await pause())) return undefined;
    scored.push(at < normals.length ? scorer.leftOut(open(kept), at) : scorer.whole(open(kept)));
  }
  return { bank, normals: scored.slice(0, normals.length), faulty: scored.slice(normals.length) };
}

interface ScorerPlan extends Pick<ScorePlan, 'terms' | 'base'> {
  readonly choice: ScoreChoice;
  /** There is only one normal picture. */
  readonly isAlone: boolean;
}

/** Scores of pictures against the whole bank, and of a normal as if the bank had been made without it. */
function scorerFor(bank: TaughtBank, { terms, base, choice, isAlone }: ScorerPlan) {
  const { sketched } = choice;
  const whole = sketched(bank.rows);
  const without = leaveOneOutBank(bank, sketched);
  // Without the only picture of this teaching the rows of the base are left.
  const others = base && sketched(base);
  return {
    whole: (features: Features) => scorePicture(features, terms, whole, choice),
    leftOut: (features: Features, normal: number): PictureScore => {
      if (!isAlone) return scorePicture(features, terms, without(normal), choice);
      if (others !== undefined) return scorePicture(features, terms, others, choice);
      return scoreWithin(features, terms, bank, choice);
    },
  };
}

/** The score of the only picture: each quarter of it against the other three. */
function scoreWithin(features: Features, terms: AnomalyTerms, bank: TaughtBank, choice: ScoreChoice): PictureScore {
  const { grid } = (packOfExtent(terms.pack).anomaly ?? outOfRange()).patches;
  const quarterOf = (cell: number): number =>
    2 * Number(Math.floor(cell / grid.width) * 2 >= grid.height) + Number((cell % grid.width) * 2 >= grid.width);
  const quarters = [0, 1, 2, 3].map((quarter) => {
    const rows = choice.sketched(bankOfCells(bank, (cell) => quarterOf(cell) !== quarter));
    return scorePicture(features, terms, rows, { ...choice, counts: (cell) => quarterOf(cell) === quarter });
  });
  return {
    rawScore: Math.max(...quarters.map(({ rawScore }) => rawScore)),
    sampled: quarters.flatMap(({ sampled }) => sampled),
  };
}
