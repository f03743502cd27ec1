import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitMeans, meansLeftOut } from '../../../src/learning/heads/class-means';
import {
  chooseHead,
  judgeHead,
  trainHead,
  headChances,
  type ClassPool,
} from '../../../src/learning/heads/compare-heads';
import { headKinds } from '../../../src/learning/heads/head-kinds';
import { labelled, valuesOf, weightsOf, type Labelled } from '../../../src/learning/heads/labelled';
import { ridgeLeftOut } from '../../../src/learning/heads/ridge';
import { scatterOf, solveScatter } from '../../../src/learning/heads/scatter';
import { fitTemperature } from '../../../src/learning/heads/temperature';
import { stepProbabilities } from '../../../src/learning/probabilities';
import { cholesky, solveCholesky } from '../../../src/math/cholesky';
import { runAtOnce } from '../../../src/math/in-parts';
import { matrixOf, rowOf, type Matrix } from '../../../src/math/matrix';
import { minimise } from '../../../src/math/minimise';
import { seededRandom, type Random } from '../../../src/math/seeded-random';

const sizes = fc.record({
  seed: fc.integer(),
  rows: fc.integer({ min: 6, max: 14 }),
  columns: fc.integer({ min: 2, max: 18 }),
});

/** Noise from −1 to 1. */
const noise = (random: Random) => (): number => 2 * random() - 1;

function madeSet(seed: number, rows: number, columns: number): Labelled {
  const next = noise(seededRandom(seed));
  const labels = Int32Array.from({ length: rows }, (_, at) => at % 3);
  return labelled(
    matrixOf(rows, columns, (row, column) => next() + (row % 3 === column % 3 ? 1 : 0)),
    labels,
    3,
    'balanced',
  );
}

function without({ x, labels, classes, weights }: Labelled, left: number): Labelled {
  const kept = [...labels.keys()].filter((at) => at !== left);
  const take = (from: ArrayLike<number>) => kept.map((at) => from[at] ?? NaN);
  const rows = matrixOf(kept.length, x.columns, (row, column) => rowOf(x, kept[row] ?? NaN)[column] ?? NaN);
  return { x: rows, labels: Int32Array.from(take(labels)), classes, weights: Float64Array.from(take(weights)) };
}

const near = (one: ArrayLike<number>, other: ArrayLike<number>, tolerance: number): boolean =>
  Array.from(one).every((value, at) => Math.abs(value - (other[at] ?? NaN)) <= tolerance);

describe('TCH-71 systems of equations', () => {
  test('TCH-71 a solved system gives its right side', () => {
    fc.assert(
      fc.property(sizes, ({ seed, rows, columns }) => {
        const { x } = madeSet(seed, rows, columns);
        const scatter = runAtOnce(scatterOf(x));
        const asked = madeSet(seed + 1, 4, columns).x;
        const solved = runAtOnce(solveScatter(scatter, 0.3, asked));
        const slow = matrixOf(4, columns, (row, column) => {
          let sum = 0.3 * (rowOf(solved, row)[column] ?? NaN);
          for (let at = 0; at < rows; at++) {
            let inner = 0;
            for (let each = 0; each < columns; each++)
              inner += (rowOf(x, at)[each] ?? NaN) * (rowOf(solved, row)[each] ?? NaN);
            sum += inner * (rowOf(x, at)[column] ?? NaN);
          }
          return sum;
        });
        return near(slow.data, asked.data, 1e-8);
      }),
    );
  });

  test('TCH-71 a matrix that is not positive definite is refused', () => {
    expect(() => runAtOnce(cholesky({ rows: 2, columns: 2, data: Float64Array.of(1, 2, 2, 1) }))).toThrow(RangeError);
    const lower = runAtOnce(cholesky({ rows: 2, columns: 2, data: Float64Array.of(4, 2, 2, 3) }));
    expect(
      near(
        runAtOnce(solveCholesky(lower, { rows: 1, columns: 2, data: Float64Array.of(8, 7) })).data,
        [1.25, 1.5],
        1e-12,
      ),
    ).toBe(true);
  });
});

describe('TCH-71 leave-one-out in closed form', () => {
  test('TCH-71 equals fitting again without the picture: class means', () => {
    fc.assert(
      fc.property(sizes, ({ seed, rows, columns }) => {
        const known = madeSet(seed, rows, columns);
        const fast = runAtOnce(meansLeftOut(known));
        return Array.from({ length: rows }, (_, at) => at).every((at) => {
          const asked: Matrix = { rows: 1, columns, data: rowOf(known.x, at) };
          return near(valuesOf(runAtOnce(fitMeans(without(known, at))), asked).data, rowOf(fast, at), 1e-8);
        });
      }),
    );
  });

  test('TCH-71 equals fitting again without the picture: ridge by gradient descent', () => {
    const known = madeSet(3, 9, 4);
    const total = known.weights.reduce((sum, weight) => sum + weight, 0);
    const mean = Array.from({ length: 4 }, (_, column) =>
      known.weights.reduce((sum, weight, at) => sum + (weight * (rowOf(known.x, at)[column] ?? NaN)) / total, 0),
    );
    let squares = 0;
    known.weights.forEach((weight, at) =>
      rowOf(known.x, at).forEach((value, column) => (squares += weight * (value - (mean[column] ?? NaN)) ** 2)),
    );
    const strength = (0.1 * squares) / 9;
    const fast = runAtOnce(ridgeLeftOut(known, 0.1));
    for (let at = 0; at < 9; at++) {
      const rest = without(known, at);
      for (let label = 0; label < 3; label++) {
        const point = runAtOnce(
          minimise(
            (weights, slope) => {
              let loss = 0;
              for (let column = 0; column < 4; column++) {
                loss += strength * (weights[column] ?? NaN) ** 2;
                slope[column] = 2 * strength * (weights[column] ?? NaN);
              }
              rest.labels.forEach((own, row) => {
                let error = (weights[4] ?? NaN) - (own === label ? 1 : 0);
                rowOf(rest.x, row).forEach((value, column) => (error += value * (weights[column] ?? NaN)));
                const weight = rest.weights[row] ?? NaN;
                loss += weight * error ** 2;
                rowOf(rest.x, row).forEach(
                  (value, column) => (slope[column] = (slope[column] ?? NaN) + 2 * weight * error * value),
                );
                slope[4] = (slope[4] ?? NaN) + 2 * weight * error;
              });
              return loss;
            },
            new Float64Array(5),
            { slope: 1e-10, steps: 500 },
          ),
        );
        let value = point[4] ?? NaN;
        rowOf(known.x, at).forEach((each, column) => (value += each * (point[column] ?? NaN)));
        expect(rowOf(fast, at)[label]).toBeCloseTo(value, 6);
      }
    }
  });
});

test('TCH-71 the search finds the minimum of a curved valley', () => {
  const rosenbrock = (point: Float64Array, slope: Float64Array): number => {
    const [x = NaN, y = NaN] = point;
    slope.set([-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]);
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
  };
  const found = runAtOnce(minimise(rosenbrock, Float64Array.of(-1.2, 1), { slope: 1e-9, steps: 500 }));
  expect(near(found, [1, 1], 1e-8)).toBe(true);
});

test('TCH-72 the class weights give every class the same sum', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 30 }), (list) => {
      const labels = Int32Array.from(list);
      const weights = weightsOf(labels, 4, 'balanced');
      const sums = new Map<number, number>();
      labels.forEach((label, at) => sums.set(label, (sums.get(label) ?? 0) + (weights[at] ?? NaN)));
      return [...sums.values()].every((sum) => Math.abs(sum - labels.length / sums.size) < 1e-9);
    }),
  );
});

test('TCH-72 without a wrong picture the confidence stays below certainty', () => {
  const values = matrixOf(30, 3, (row, column) => (row % 3 === column ? 50 : 0));
  const labels = Int32Array.from({ length: 30 }, (_, at) => at % 3);
  const temperature = fitTemperature({ values, labels, weights: new Float64Array(30).fill(1) }, 'softmax');
  const power = Math.exp(50 / temperature);
  expect(power / (power + 2)).toBeCloseTo(31 / 32, 4);
});

test('TCH-73 ordered classes have the differences of the chances to be above a class', () => {
  expect(stepProbabilities([0, -Math.log(3)], 1).map((chance) => chance.toFixed(9))).toEqual([
    '0.500000000',
    '0.250000000',
    '0.250000000',
  ]);
  fc.assert(
    fc.property(fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 1, maxLength: 8 }), (logOdds) => {
      const chances = stepProbabilities(logOdds, 1);
      const sum = chances.reduce((total, chance) => total + chance, 0);
      return chances.every((chance) => chance >= 0) && Math.abs(sum - 1) < 1e-9;
    }),
  );
});

test('TCH-71 every kind of head separates well separated classes', () => {
  const next = noise(seededRandom(5));
  const data = matrixOf(30, 20, (row, column) => next() + (row % 3 === column % 3 ? 3 : 0));
  const pool: ClassPool = {
    embeddings: { rows: 30, columns: 20, data: Float32Array.from(data.data) },
    labels: Int32Array.from({ length: 30 }, (_, at) => at % 3),
    classes: 3,
  };
  const plan = { seed: 1, isOrdered: false, weighting: 'balanced' } as const;
  const judged = headKinds(false).map((kind) => runAtOnce(judgeHead(kind, pool, plan)));
  expect(judged.map(({ errors }) => Math.max(...errors))).toEqual(judged.map(() => 0));
  const chosen = chooseHead(judged);
  expect(chosen.kind.name).toBe('lda');
  const chances = headChances(runAtOnce(trainHead(chosen, pool, plan)), pool.embeddings);
  expect(chances.map((row) => row.indexOf(Math.max(...row)))).toEqual([...pool.labels]);
});

test('TCH-92 no part of a head takes more than some milliseconds', () => {
  const random = seededRandom(6);
  const rows = 120;
  const embeddings = { rows, columns: 1048, data: Float32Array.from({ length: rows * 1048 }, () => random()) };
  const pool: ClassPool = { embeddings, labels: Int32Array.from({ length: rows }, (_, at) => at % 3), classes: 3 };
  const plan = { seed: 1, isOrdered: false, weighting: 'balanced' } as const;
  const closed = headKinds(false).filter(({ leftOut }) => leftOut !== undefined);
  expect(closed.length).toBeGreaterThan(3);
  for (const kind of closed) {
    let most = 0;
    let total = 0;
    for (const { work } of judgeHead(kind, pool, plan)) {
      most = Math.max(most, work);
      total += work;
    }
    expect(most).toBeLessThan(1e6);
    expect(total).toBeGreaterThanOrEqual(rows * 3 * 1048);
  }
});
