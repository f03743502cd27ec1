/** Which cells of a picture an example adds to a bank. Python reference: `training/trainer/patchcore/learning.py`. */
import type { AreaExample } from '../../domain/example';
import type { BankFile, PackAnomaly } from '../../domain/pack';
import { greedyKCentre, joinRows, rowsAt } from '../../learning/coreset';
import type { Vectors } from '../../learning/memory-bank';
import { float32ToHalf, halfToFloat32 } from '../../math/half';
import { outOfRange } from '../../math/out-of-range';
import { quantile } from '../../math/quantile';
import { sketcherFor } from '../../learning/sketch';
import { seededRandom } from '../../math/seeded-random';
import type { AnomalyTerms } from '../measure';
import { scoreOf, withAddedRows, type ComparedPicture } from './compared-picture';
import { isFoundAt } from './fault-guard';
import { cellsOf, markedCells, topCount } from './marked-cells';

/** Rows at most that examples may add to a pack: more are a sign that it should be taught again. */
export const mostExampleRows = { normal: 1000, fault: 500 } as const;

/** A cell that is nearer to a known row than this share of the map threshold is not added at first. */
const nearShare = 0.5;

/** How often the near distance is halved while the example does not hold; then every cell that differs is added. */
const halvings = 6;

/** A normal area ends up this share of the softness under the threshold, so that a copy of the picture does too. */
const clearance = 0.1;

/** Of a missed area only those cells are faults that are as unusual as the tenth of the other cells. */
const unusualQuantile = 0.9;

/** `normal` are the rows of examples among the `known` ones. */
export interface ExampleBank {
  readonly known: Vectors;
  readonly normal: Vectors;
  readonly faults: Vectors;
}

export interface LearnedRows {
  readonly rows: Vectors;
  readonly compared: ComparedPicture;
  /** `full`: no row was left for it. `looks-normal`: the marked cells are the same as others that are known to be normal, so that no row helps. */
  readonly outcome: 'holds' | 'full' | 'looks-normal';
}

/** The rows that one example needs: those that cover its cells, more and more closely, until it holds. */
export function learnExample(
  example: AreaExample,
  compared: ComparedPicture,
  bank: ExampleBank,
  terms: AnomalyTerms,
): LearnedRows {
  const { anomaly } = terms;
  const inside = markedCells(example, compared, terms);
  const marked = example.kind === 'fault' ? unusualCells(inside, compared, anomaly) : countedOf(inside, compared);
  const cells = rowsAt(compared.cells, marked);
  const before = example.kind === 'fault' ? bank.faults : bank.known;
  const left =
    example.kind === 'fault' ? mostExampleRows.fault - bank.faults.rows : mostExampleRows.normal - bank.normal.rows;
  let rows: Vectors = { rows: 0, columns: cells.columns, data: new Float32Array() };
  const sketched = sketcherFor(compared.cells);
  let found = compared;
  for (let attempt = 0; attempt <= halvings + 1; attempt++) {
    const within = attempt > halvings ? 0 : (nearShare * anomaly.calibration.mapThreshold) / 2 ** attempt;
    const known = joinRows([before, rows], cells.columns);
    const chosen = greedyKCentre(sketched(cells), left - rows.rows, seededRandom(0), sketched(known), within).sort(
      (a, b) => a - b,
    );
    const added = asStored(rowsAt(cells, chosen), anomaly.bank);
    rows = joinRows([rows, added], cells.columns);
    found = withAddedRows(found, example.kind, added);
    if (holds(example, inside, found, terms)) return { rows, compared: found, outcome: 'holds' };
  }
  return { rows, compared: found, outcome: rows.rows < left ? 'looks-normal' : 'full' };
}

/** Whether the pack says of the marked area what the person said. */
export function isHeld(example: AreaExample, compared: ComparedPicture, terms: AnomalyTerms): boolean {
  return holds(example, markedCells(example, compared, terms), compared, terms);
}

/** A fault is found at its place; a normal area is clearly under the threshold, by itself. */
function holds(
  { kind, areas }: AreaExample,
  inside: Uint8Array,
  compared: ComparedPicture,
  terms: AnomalyTerms,
): boolean {
  const { anomaly } = terms;
  const { threshold, softness } = anomaly.calibration;
  if (kind === 'fault') return isFoundAt(areas, compared, terms);
  return (
    scoreOf(
      compared,
      anomaly,
      inside.map((is) => 1 - is),
    ) <
    threshold - clearance * softness
  );
}

/** Cells that the pack's own map leaves out raise no alarm: they need no rows. */
function countedOf(inside: Uint8Array, { counted: { leftOut } }: ComparedPicture): number[] {
  return cellsOf(inside).filter((cell) => leftOut[cell] !== 1);
}

/** Cells of the area as far from what is normal as the farthest tenth of the other cells, and those that the score needs. */
function unusualCells(
  inside: Uint8Array,
  { distances: { toNormal }, counted }: ComparedPicture,
  anomaly: PackAnomaly,
): number[] {
  const distanceOf = (cell: number): number => toNormal[cell] ?? outOfRange();
  const falling = cellsOf(inside).sort((a, b) => distanceOf(b) - distanceOf(a) || a - b);
  const others = toNormal.filter((_, cell) => inside[cell] !== 1 && counted.ignored[cell] !== 1);
  const limit = others.length === 0 ? 0 : quantile(others, unusualQuantile);
  const unusual = falling.filter((cell) => distanceOf(cell) >= limit).length;
  return falling.slice(0, Math.max(topCount(anomaly), unusual)).sort((a, b) => a - b);
}

/** The rows as a host reads them from the file. */
function asStored({ rows, columns, data }: Vectors, { type }: BankFile): Vectors {
  return { rows, columns, data: type === 'float16' ? halfToFloat32(float32ToHalf(data).buffer) : data };
}
