/** Outlines of regions as polygons. */
import { outOfRange } from '../math/out-of-range';

/** A closed polygon along the edges of cells: x and y of its corners in turn, clockwise, the first not repeated. */
export type Outline = readonly number[];

/**
 * Polygons that cover exactly `cells`, indices into a raster with `rowLength` cells per row. Cells that only touch at a corner get a
 * polygon each. A polygon has no hole: a piece is cut along the first row of each of its holes.
 */
export function outlinesOf(cells: readonly number[], rowLength: number): readonly Outline[] {
  return piecesOf(cells, rowLength).flatMap((piece) => {
    const loops = traceLoops(piece, rowLength);
    const holes = loops.filter((loop) => signedArea(loop) < 0);
    if (holes.length === 0) return loops;
    const bands = cutAbove(piece, new Set(holes.map(topOf)), rowLength);
    return bands.flatMap((band) => piecesOf(band, rowLength)).flatMap((part) => traceLoops(part, rowLength));
  });
}

type Piece = ReadonlySet<number>;

/** The parts that are connected over the edges of cells. */
function piecesOf(cells: Iterable<number>, rowLength: number): Piece[] {
  const left = new Set(cells);
  const pieces: Piece[] = [];
  for (const first of left) {
    left.delete(first);
    const piece = new Set([first]);
    // `piece` grows during the loop.
    for (const cell of piece) {
      for (const next of neighboursOf(cell, rowLength)) if (left.delete(next)) piece.add(next);
    }
    pieces.push(piece);
  }
  return pieces;
}

function neighboursOf(cell: number, rowLength: number): readonly number[] {
  const column = cell % rowLength;
  return [
    cell - rowLength,
    cell + rowLength,
    ...(column > 0 ? [cell - 1] : []),
    ...(column < rowLength - 1 ? [cell + 1] : []),
  ];
}

/** The cells between the cuts, each of which goes along the upper side of a row. */
function cutAbove(piece: Piece, rows: ReadonlySet<number>, rowLength: number): readonly (readonly number[])[] {
  const bands: number[][] = [[]];
  let row = 0;
  for (const cell of [...piece].sort((a, b) => a - b)) {
    for (; row < Math.floor(cell / rowLength); row++) if (rows.has(row + 1)) bands.push([]);
    bands.at(-1)?.push(cell);
  }
  return bands;
}

function topOf(loop: Outline): number {
  return loop.reduce((top, y, at) => (at % 2 === 1 ? Math.min(top, y) : top), Infinity);
}

/** East, south, west, north: a step along an edge with the cell on its right. */
const steps = [
  { x: 1, y: 0 },
  { x: 0, y: 1 },
  { x: -1, y: 0 },
  { x: 0, y: -1 },
] as const;

/** The directions of the edges that begin at each corner of the raster. */
type Edges = Map<number, Set<number>>;

/** The outer boundary of a piece clockwise, and its holes counter-clockwise. */
function traceLoops(piece: Piece, rowLength: number): readonly Outline[] {
  const edges = edgesOf(piece, rowLength);
  const loops: Outline[] = [];
  for (const [corner, directions] of edges) {
    for (const direction of directions) loops.push(traceLoop(edges, corner, direction, rowLength + 1));
  }
  return loops;
}

function edgesOf(piece: Piece, rowLength: number): Edges {
  const edges: Edges = new Map();
  for (const cell of piece) {
    const x = cell % rowLength;
    const y = (cell - x) / rowLength;
    const corner = y * (rowLength + 1) + x;
    const sides = [
      { corner, direction: 0, isOpen: !piece.has(cell - rowLength) },
      { corner: corner + 1, direction: 1, isOpen: x === rowLength - 1 || !piece.has(cell + 1) },
      { corner: corner + rowLength + 2, direction: 2, isOpen: !piece.has(cell + rowLength) },
      { corner: corner + rowLength + 1, direction: 3, isOpen: x === 0 || !piece.has(cell - 1) },
    ];
    for (const side of sides) if (side.isOpen) addEdge(edges, side.corner, side.direction);
  }
  return edges;
}

function addEdge(edges: Edges, corner: number, direction: number): void {
  const known = edges.get(corner);
  if (known === undefined) edges.set(corner, new Set([direction]));
  else known.add(direction);
}

/** Follows and removes the edges of one loop. Where two cells touch at a corner it turns right, and so stays at its cell. */
function traceLoop(edges: Edges, start: number, first: number, corners: number): Outline {
  const loop: number[] = [];
  let corner = start;
  let direction = first;
  let before: number | undefined;
  while (edges.get(corner)?.delete(direction) === true) {
    if (direction !== before) loop.push(corner % corners, Math.floor(corner / corners));
    const step = steps[direction] ?? outOfRange();
    corner += step.y * corners + step.x;
    before = direction;
    direction = nextDirection(edges.get(corner), direction);
  }
  // The loop may have begun in the middle of a straight line.
  return before === first ? loop.slice(2) : loop;
}

/** A right turn, straight on, or a left turn: the first that there is. The loop ends where there is none. */
function nextDirection(outgoing: ReadonlySet<number> | undefined, direction: number): number {
  const turns = [(direction + 1) % steps.length, direction, (direction + 3) % steps.length];
  return turns.find((turn) => outgoing?.has(turn) === true) ?? direction;
}

/** Twice the area, positive for a clockwise polygon (y grows downwards). */
function signedArea(loop: Outline): number {
  let area = 0;
  for (let at = 0; at < loop.length; at += 2) {
    const next = (at + 2) % loop.length;
    area += (loop[at] ?? outOfRange()) * (loop[next + 1] ?? outOfRange());
    area -= (loop[next] ?? outOfRange()) * (loop[at + 1] ?? outOfRange());
  }
  return area;
}
