import { expect, test } from 'vitest';
import { align, onBaseline, type Similarity } from '../../../src/vision/align';
import type { CellGrid } from '../../../src/vision/cell-grid';
import { seededRandom } from '../../support/seeded-random';

const side = 28;
const depth = 8;

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly colour: readonly number[];
}

type Scene = (x: number, y: number) => readonly number[];

/** A plane with soft spots, each with its vector: what a network sees of a scene with many parts. */
function makeScene(seed: number): Scene {
  const random = seededRandom(seed);
  const spots = Array.from({ length: 60 }, (): Spot => ({
    x: 2.4 * random() - 1.2,
    y: 2.4 * random() - 1.2,
    radius: 0.05 + 0.12 * random(),
    colour: Array.from({ length: depth }, () => random() - 0.5),
  }));
  return (x, y) => {
    const weights = spots.map((spot) => Math.exp(-((x - spot.x) ** 2 + (y - spot.y) ** 2) / (2 * spot.radius ** 2)));
    return Array.from({ length: depth }, (_, at) =>
      spots.reduce((sum, { colour }, spot) => sum + (weights[spot] ?? NaN) * (colour[at] ?? NaN), 0),
    );
  };
}

/** A photo of the scene, 4:3, in which `similarity` takes its places to those of the scene. */
function photo(scene: Scene, similarity: Similarity, noise: () => number): CellGrid {
  const frame = { left: -0.5, top: -0.375, width: 1, height: 0.75 };
  const data = new Float32Array(side * side * depth);
  for (let cell = 0; cell < side * side; cell++) {
    const x = frame.left + ((cell % side) + 0.5) / side;
    const y = frame.top + ((Math.floor(cell / side) + 0.5) * frame.height) / side;
    const at = onBaseline(similarity, { x, y });
    data.set(
      scene(at.x, at.y).map((value) => value + noise()),
      cell * depth,
    );
  }
  return { columns: side, rows: side, depth, data, ...frame };
}

const still: Similarity = { scale: 1, rotationDeg: 0, shiftX: 0, shiftY: 0 };

test('BAS-1 recovers shift, scale and rotation: less than a cell off at each corner of the picture, a quarter of a cell on average', () => {
  const random = seededRandom(17);
  const errors: number[] = [];
  for (let seed = 1; seed <= 12; seed++) {
    const scene = makeScene(seed);
    const noise = (): number => 0.05 * (random() - 0.5);
    const moved: Similarity = {
      scale: 0.8 + 0.45 * random(),
      rotationDeg: 20 * (random() - 0.5),
      shiftX: 0.24 * (random() - 0.5),
      shiftY: 0.24 * (random() - 0.5),
    };
    const found = align(photo(scene, moved, noise), photo(scene, still, noise));
    expect(found.isAligned, `seed ${seed}`).toBe(true);
    for (const corner of [-0.5, 0.5].flatMap((x) => [-0.375, 0.375].map((y) => ({ x, y })))) {
      const [wanted, at] = [onBaseline(moved, corner), onBaseline(found.similarity, corner)];
      errors.push(Math.hypot(wanted.x - at.x, wanted.y - at.y) * side);
    }
  }
  expect(Math.max(...errors)).toBeLessThan(1);
  expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.25);
});

test('BAS-2 pictures of different things are not aligned', () => {
  for (let seed = 1; seed <= 6; seed++) {
    const [one, other] = [makeScene(seed), makeScene(seed + 100)];
    const found = align(
      photo(one, still, () => 0),
      photo(other, still, () => 0),
    );
    expect(found.isAligned, `seed ${seed}, agreement ${found.agreement}`).toBe(false);
  }
});

test('BAS-2 a close-up of a part is not aligned with a distant picture', () => {
  const scene = makeScene(3);
  const distant = photo(scene, { ...still, scale: 2.2 }, () => 0);
  expect(
    align(
      photo(scene, { ...still, scale: 0.7 }, () => 0),
      distant,
    ).isAligned,
  ).toBe(false);
});
