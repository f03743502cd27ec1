/** Node against the Python reference: the pictures and numbers come from `training/trainer/packs/fixtures.py`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodePicture } from '../../node-host/decode-picture';
import { createNodeMeasurer, type MeasuredPicture, type NodeMeasurer } from '../support/measure-node';

interface ParityCase {
  readonly pack: string;
  readonly picture: string;
  readonly expected: {
    readonly rawScore: number;
    readonly cells: {
      readonly every: number;
      readonly distances: readonly number[];
      readonly places?: readonly number[];
    };
    readonly embedding: readonly number[];
    readonly probabilities?: readonly number[];
    readonly preconditions?: readonly number[];
  };
}

const folder = 'tests/fixtures/parity';
const { cases, tolerance } = readCases();
const measurers = new Map<string, Promise<NodeMeasurer>>();

describe.skipIf(cases.length === 0)('Node computes the numbers of the Python reference', () => {
  test.each(cases)('CLI-11 REF-5 $pack on $picture', async ({ pack, picture, expected }) => {
    const numbers = await numbersOf(pack, picture);
    expectAgreement('rawScore', [numbers.anomaly?.rawScore], [expected.rawScore]);
    const { every, distances, places = [] } = expected.cells;
    const kept = (cells: Float32Array = new Float32Array()) => [...cells].filter((_, at) => at % every === 0);
    expectAgreement('cells', kept(numbers.anomaly?.distances), distances);
    expectAgreement('places', kept(numbers.anomaly?.map), places);
    expectAgreement('preconditions', numbers.preconditions, expected.preconditions ?? []);
    expectAgreement('probabilities', numbers.probabilities ?? [], expected.probabilities ?? []);
  });
});

async function numbersOf(pack: string, picture: string): Promise<MeasuredPicture> {
  const measurer = measurers.get(pack) ?? createNodeMeasurer(join('models', pack));
  measurers.set(pack, measurer);
  const decoded = await decodePicture(readFileSync(join(folder, picture)));
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.fault));
  return (await measurer)(decoded.value);
}

/** Two numbers agree when `|a − b| ≤ tolerance × max(1, |b|)`, as in a pack's golden picture. */
function expectAgreement(what: string, found: readonly (number | undefined)[], wanted: readonly number[]): void {
  expect(found, what).toHaveLength(wanted.length);
  const off = wanted.map((value, at) => Math.abs((found[at] ?? NaN) - value) / Math.max(1, Math.abs(value)));
  expect(Math.max(0, ...off), what).toBeLessThanOrEqual(tolerance);
}

function readCases(): { readonly cases: readonly ParityCase[]; readonly tolerance: number } {
  const path = join(folder, 'parity.json');
  if (!existsSync(path)) return { cases: [], tolerance: 0 };
  return JSON.parse(readFileSync(path, 'utf8')) as { cases: ParityCase[]; tolerance: number };
}
