import type { Picture } from '../domain/picture';
import { outOfRange } from '../math/out-of-range';
import type { Extent, Size } from './fit';

/** Side of the square cells whose mean colours are compared, px. */
const cellPx = 8;
/** The middle of the frame, where the subject is, as a share of width and height. */
const middleShare = 0.3;
/** Two colours closer than this (RGB distance) are the same: the subject fills the frame, or there is none. */
const sameColour = 24;

interface Cell {
  readonly x: number;
  readonly y: number;
  readonly colour: Colour;
}

type Colour = readonly [red: number, green: number, blue: number];

/**
 * The share of `outline` in which the colour is nearer to the middle of the frame than to its edge. 1 where middle and edge have
 * the same colour: the subject then reaches the edge on all sides.
 */
export function subjectShare(frame: Picture, outline: Extent): number {
  const cells = cellsOf(frame);
  const edge = cells.filter((cell) => isAtEdge(cell, frame));
  const middle = medianColour(cells.filter((cell) => isInMiddle(cell, frame)));
  const around = medianColour(edge);
  if (distance(middle, around) < sameColour) return 1;
  const inOutline = cells.filter((cell) => contains(outline, cell));
  // An edge may have several colours: each of its cells counts as surroundings.
  const edges = [around, ...quarters(edge, frame)].filter((colour) => distance(colour, middle) >= sameColour);
  const subject = inOutline.filter(({ colour }) => {
    const toMiddle = distance(colour, middle);
    return edges.every((each) => toMiddle <= distance(colour, each));
  });
  return subject.length / inOutline.length;
}

function cellsOf(frame: Picture): readonly Cell[] {
  const columns = Math.max(3, Math.floor(frame.width / cellPx));
  const rows = Math.max(3, Math.floor(frame.height / cellPx));
  return Array.from({ length: columns * rows }, (_, index) => {
    const left = ((index % columns) * frame.width) / columns;
    const top = (Math.floor(index / columns) * frame.height) / rows;
    const extent = { x: Math.floor(left), y: Math.floor(top), width: cellPx, height: cellPx };
    return { x: left + cellPx / 2, y: top + cellPx / 2, colour: meanColour(frame, extent) };
  });
}

function meanColour({ width, height, data }: Picture, extent: Extent): Colour {
  const sum: [number, number, number] = [0, 0, 0];
  let count = 0;
  for (let y = extent.y; y < Math.min(height, extent.y + extent.height); y++) {
    for (let x = extent.x; x < Math.min(width, extent.x + extent.width); x++, count++) {
      const at = 4 * (y * width + x);
      sum[0] += data[at] ?? outOfRange();
      sum[1] += data[at + 1] ?? outOfRange();
      sum[2] += data[at + 2] ?? outOfRange();
    }
  }
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}

function isAtEdge({ x, y }: Cell, { width, height }: Size): boolean {
  return x < cellPx || y < cellPx || x > width - cellPx || y > height - cellPx;
}

function isInMiddle({ x, y }: Cell, { width, height }: Size): boolean {
  return Math.abs(x / width - 0.5) < middleShare / 2 && Math.abs(y / height - 0.5) < middleShare / 2;
}

function contains(extent: Extent, { x, y }: Cell): boolean {
  return x >= extent.x && x < extent.x + extent.width && y >= extent.y && y < extent.y + extent.height;
}

/** The median colours of the four sides of the edge. */
function quarters(edge: readonly Cell[], { width, height }: Size): readonly Colour[] {
  const sides = [
    ({ x }: Cell) => x < cellPx,
    ({ x }: Cell) => x > width - cellPx,
    ({ y }: Cell) => y < cellPx,
    ({ y }: Cell) => y > height - cellPx,
  ];
  return sides.map((isOnSide) => medianColour(edge.filter(isOnSide)));
}

function medianColour(cells: readonly Cell[]): Colour {
  const median = (channel: 0 | 1 | 2): number => {
    const values = cells.map(({ colour }) => colour[channel]).sort((a, b) => a - b);
    return values[Math.floor(values.length / 2)] ?? outOfRange();
  };
  return [median(0), median(1), median(2)];
}

function distance(a: Colour, b: Colour): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
