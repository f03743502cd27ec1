import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outlinesOf, type Outline } from '../../../src/vision/outline';

function cellsOf(...rows: readonly string[]): { readonly cells: number[]; readonly width: number } {
  const width = rows[0]?.length ?? 0;
  return { width, cells: Array.from(rows.join('')).flatMap((letter, cell) => (letter === '#' ? [cell] : [])) };
}

/** The cells whose centres lie inside of a polygon by the even-odd rule: how a viewer fills it. */
function filled(outline: Outline, width: number, height: number): number[] {
  const inside: number[] = [];
  for (let cell = 0; cell < width * height; cell++) {
    if (isInside(outline, (cell % width) + 0.5, Math.floor(cell / width) + 0.5)) inside.push(cell);
  }
  return inside;
}

function isInside(outline: Outline, x: number, y: number): boolean {
  let crossings = 0;
  for (let at = 0; at < outline.length; at += 2) {
    const next = (at + 2) % outline.length;
    const [x1 = 0, y1 = 0, y2 = 0] = [outline[at], outline[at + 1], outline[next + 1]];
    if (y1 > y !== y2 > y && x < x1) crossings++;
  }
  return crossings % 2 === 1;
}

test('ENG-45 the outline of a rectangle has its four corners, clockwise', () => {
  const { cells, width } = cellsOf('.....', '.###.', '.###.');
  expect(outlinesOf(cells, width)).toEqual([[1, 1, 4, 1, 4, 3, 1, 3]]);
});

test('ENG-45 cells that touch at a corner get a polygon each', () => {
  const { cells, width } = cellsOf('#.', '.#');
  expect(outlinesOf(cells, width)).toHaveLength(2);
});

test('ENG-45 a region with a hole is cut, so that its polygons leave the hole free', () => {
  const { cells, width } = cellsOf('#####', '#.#.#', '#####', '#...#', '#####');
  const outlines = outlinesOf(cells, width);
  const covered = outlines.flatMap((outline) => filled(outline, width, 5)).sort((a, b) => a - b);
  expect(covered).toEqual(cells);
});

test('ENG-45 the polygons of any cells cover exactly these, each once', () => {
  const size = fc.integer({ min: 1, max: 12 });
  const raster = fc.tuple(size, size).chain(([width, height]) =>
    fc.record({
      width: fc.constant(width),
      bits: fc.array(fc.boolean(), { minLength: 1, maxLength: width * height }),
    }),
  );
  const check = fc.property(raster, ({ width, bits }) => {
    const cells = bits.flatMap((bit, cell) => (bit ? [cell] : []));
    const outlines = outlinesOf(cells, width);
    const height = Math.ceil(bits.length / width);
    expect(outlines.flatMap((outline) => filled(outline, width, height)).sort((a, b) => a - b)).toEqual(cells);
    expect(outlines.every((outline) => outline.length >= 8)).toBe(true);
  });
  fc.assert(check, { numRuns: 2_000 });
});

test('ENG-45 a raster full of holes is traced in little time', () => {
  const width = 256;
  const cells = Array.from({ length: width * width }, (_, cell) => cell).filter(
    (cell) => cell % 2 === 0 || Math.floor(cell / width) % 2 === 0,
  );
  const startedAt = performance.now();
  const outlines = outlinesOf(cells, width);
  expect(outlines.reduce((corners, outline) => corners + outline.length, 0)).toBeGreaterThan(width);
  // Far more than it takes: the machine may be busy.
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});
