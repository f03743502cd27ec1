/** The memory bank of a taught pack, with the source picture of each row. Python reference: `training/trainer/patchcore/teach.py`. */
import { outOfRange } from '../math/out-of-range';
import { seededRandom } from '../math/seeded-random';
import { greedyKCentre, joinRows, rowsAt } from './coreset';
import { nearestSquared } from './early-distance';
import { cellOpener, type KeptCells } from './kept-cells';
import type { Vectors } from './memory-bank';
import type { Sketched, Sketcher } from './sketch';

/** Rows of a taught bank: at float16 and 152 columns 0.5 MB. Chosen in `docs/calibration.md`, "Taught anomaly packs". */
const taughtRows = 1500;

/** New rows that a bank takes at least, however many its base has. */
const leastNewRows = 500;

/** Each picture first gives its own coreset; together they are this many times the rows of the bank. */
const candidatesPerRow = 1.5;

/** `owner` of a row of the base. */
export const ownedByBase = -1;

export interface TaughtBank {
  readonly rows: Vectors;
  /** The picture of each row, by its position in the teaching; `ownedByBase` for rows of the base, which come first. */
  readonly owners: Int32Array;
  /** The cell of each row in its picture. */
  readonly cells: Int32Array;
  /** For each row the most similar cell of another picture, which replaces the row when the row's picture is left out. */
  readonly replacements: Vectors;
}

/** What the bank is made of. */
interface BankPlan {
  readonly seed: number;
  readonly base?: Vectors;
  readonly sketched: Sketcher;
  /** Called before each picture and before the choice; `false` cancels. */
  readonly pause: () => Promise<boolean>;
}

/** The bank of normal pictures, at least one; undefined if it was cancelled. */
export async function makeBank(
  pictures: readonly KeptCells[],
  { seed, base, sketched, pause }: BankPlan,
): Promise<TaughtBank | undefined> {
  const columns = pictures[0]?.columns ?? outOfRange();
  const candidates = await candidatesOf(pictures, { seed, sketched, pause });
  if (candidates === undefined || !(await pause())) return undefined;
  const baseRows = base === undefined ? 0 : base.rows;
  const count = Math.max(taughtRows - baseRows, leastNewRows);
  // A separate generator, so that the choice does not depend on how many numbers the candidates drew.
  const known = base && sketched(base);
  const chosen = greedyKCentre(sketched(candidates.rows), count, seededRandom(seed + 1), known).sort((a, b) => a - b);
  const kept = rowsAt(candidates.rows, chosen);
  const rows = base === undefined ? kept : joinRows([base, kept], columns);
  const owners = new Int32Array(rows.rows).fill(ownedByBase);
  const cells = new Int32Array(rows.rows).fill(ownedByBase);
  chosen.forEach((candidate, at) => {
    owners[baseRows + at] = candidates.owners[candidate] ?? outOfRange();
    cells[baseRows + at] = candidates.cells[candidate] ?? outOfRange();
  });
  if (!(await pause())) return undefined;
  return { rows, owners, cells, replacements: replacementsOf({ rows, owners }, candidates, sketched) };
}

interface Candidates {
  readonly rows: Vectors;
  readonly owners: readonly number[];
  readonly cells: readonly number[];
}

/** The coresets of the pictures, each in the order of its cells. */
async function candidatesOf(
  pictures: readonly KeptCells[],
  { seed, sketched, pause }: BankPlan,
): Promise<Candidates | undefined> {
  const each = Math.ceil(((pictures.length === 1 ? 1 : candidatesPerRow) * taughtRows) / pictures.length);
  const random = seededRandom(seed);
  const parts: Vectors[] = [];
  const owners: number[] = [];
  const cells: number[] = [];
  const open = cellOpener();
  for (const [owner, cellsKept] of pictures.entries()) {
    if (!(await pause())) return undefined;
    const picture = open(cellsKept);
    const all = Array.from({ length: picture.rows }, (_, cell) => cell);
    const kept = picture.rows <= each ? all : greedyKCentre(sketched(picture), each, random).sort((a, b) => a - b);
    parts.push(rowsAt(picture, kept));
    owners.push(...kept.map(() => owner));
    cells.push(...kept);
  }
  return { rows: joinRows(parts, pictures[0]?.columns ?? outOfRange()), owners, cells };
}

/** Rows of the base replace themselves; with a single picture so does every row. */
function replacementsOf(
  { rows, owners }: Pick<TaughtBank, 'rows' | 'owners'>,
  candidates: Candidates,
  sketched: Sketcher,
): Vectors {
  const data = rows.data.slice();
  const pictures = new Set(candidates.owners);
  if (pictures.size === 1) return { ...rows, data };
  const skips = new Map([...pictures].map((owner) => [owner, maskOf(candidates.owners, owner)]));
  const [own, others] = [sketched(rows), sketched(candidates.rows)];
  owners.forEach((owner, row) => {
    if (owner === ownedByBase) return;
    const skipped = skips.get(owner) ?? outOfRange();
    const { at } = nearestSquared(own, row, others, { skipped, floor: 0 });
    data.set(rowsAt(candidates.rows, [at]).data, row * rows.columns);
  });
  return { ...rows, data };
}

function maskOf(owners: readonly number[], owner: number): Uint8Array {
  return Uint8Array.from(owners, (other) => (other === owner ? 1 : 0));
}

/** Gives the bank as if it had been made without picture `owner`. What it gives is valid until it is called again. */
export function leaveOneOutBank(
  { rows, owners, replacements }: TaughtBank,
  sketched: Sketcher,
): (owner: number) => Sketched {
  const own = sketched(rows);
  const others = sketched(replacements);
  const left = { ...own, data: own.data.slice(), sketch: own.sketch.slice() };
  return (owner) => {
    owners.forEach((other, row) => copyRow(left, other === owner ? others : own, row));
    return left;
  };
}

function copyRow(to: Sketched, from: Sketched, row: number): void {
  const { columns, sketchColumns } = from;
  to.data.set(from.data.subarray(row * columns, (row + 1) * columns), row * columns);
  const at = row * sketchColumns;
  to.sketch.set(from.sketch.subarray(at, at + sketchColumns), at);
}

/** The rows whose cell `isKept` keeps, and those of the base. */
export function bankOfCells({ rows, cells }: TaughtBank, isKept: (cell: number) => boolean): Vectors {
  const kept = [...cells.keys()].filter((row) => {
    const cell = cells[row] ?? outOfRange();
    return cell === ownedByBase || isKept(cell);
  });
  return rowsAt(rows, kept);
}
