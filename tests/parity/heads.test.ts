/** The heads against the Python reference: sets and numbers come from `training/trainer/heads/fixture.py`. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Weighting } from '../../src/domain/class-teaching';
import {
  chooseHead,
  headChances,
  judgeHead,
  trainHead,
  type ClassPool,
  type HeadPlan,
} from '../../src/learning/heads/compare-heads';
import { headKinds } from '../../src/learning/heads/head-kinds';
import type { Vectors } from '../../src/learning/memory-bank';
import { runAtOnce } from '../../src/math/in-parts';

interface HeadCase {
  readonly title: string;
  readonly seed: number;
  readonly ordered: boolean;
  readonly weighting: Weighting;
  readonly groups: readonly number[] | null;
  readonly embeddings: readonly (readonly number[])[];
  readonly labels: readonly number[];
  readonly asked: readonly (readonly number[])[];
  readonly chosen: string;
  readonly heads: readonly {
    readonly name: string;
    readonly temperature: number;
    readonly leftOut: readonly (readonly number[])[];
    readonly probabilities: readonly (readonly number[])[];
  }[];
}

const { tolerance, cases } = JSON.parse(readFileSync('tests/fixtures/parity/heads.json', 'utf8')) as {
  tolerance: number;
  cases: readonly HeadCase[];
};

test.each(cases)('TCH-71 heads equal the Python reference: $title', (each) => {
  const pool = poolOf(each);
  const plan: HeadPlan = { seed: each.seed, isOrdered: each.ordered, weighting: each.weighting };
  const judged = headKinds(each.ordered).map((kind) => runAtOnce(judgeHead(kind, pool, plan)));
  expect(judged.map(({ kind }) => kind.name)).toEqual(each.heads.map(({ name }) => name));
  judged.forEach((head, at) => {
    const expected = each.heads[at];
    const trained = runAtOnce(trainHead(head, pool, plan));
    expectNear(
      head.chances.filter((_, row) => row % 3 === 0),
      expected?.leftOut,
      `${head.kind.name} left out`,
    );
    expectNear(headChances(trained, vectorsOf(each.asked)), expected?.probabilities, head.kind.name);
  });
  expect(chooseHead(judged).kind.name).toBe(each.chosen);
});

function poolOf({ embeddings, labels, groups }: HeadCase): ClassPool {
  return {
    embeddings: vectorsOf(embeddings),
    labels: Int32Array.from(labels),
    classes: 1 + Math.max(...labels),
    ...(groups === null ? {} : { groups }),
  };
}

function vectorsOf(rows: readonly (readonly number[])[]): Vectors {
  return { rows: rows.length, columns: rows[0]?.length ?? NaN, data: Float32Array.from(rows.flat()) };
}

function expectNear(
  found: readonly (readonly number[])[],
  expected: readonly (readonly number[])[] | undefined,
  what: string,
): void {
  const wanted = expected?.flat() ?? [];
  const worst = Math.max(...found.flat().map((value, at) => Math.abs(value - (wanted[at] ?? NaN))));
  expect(found.flat(), what).toHaveLength(wanted.length);
  expect(worst, what).toBeLessThanOrEqual(tolerance);
}
