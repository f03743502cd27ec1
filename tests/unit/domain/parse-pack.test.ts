import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { passes } from '../../../src/domain/check';
import { packShape } from '../../../src/domain/pack-shape';
import { parsePack, parsePackText } from '../../../src/domain/parse-pack';
import { fullPack } from '../../support/full-pack';
import { mutated, pathsOf } from '../../support/mutate-json';

const schema: unknown = JSON.parse(readFileSync('models/pack.schema.json', 'utf8'));
const isValid = new Ajv2020({ strict: false }).compile(schema as object);

describe('PACK-1 parser and schema agree', () => {
  const packs = [fullPack, ...shippedPacks()];

  test('PACK-1 on the packs themselves', () => {
    for (const pack of packs) expect([passes(packShape, pack), isValid(pack)]).toEqual([true, true]);
  });

  test('PACK-1 on packs with one field removed', () => {
    for (const pack of packs) {
      for (const path of pathsOf(pack)) expectAgreement(mutated(pack, path, undefined));
    }
  });

  test('PACK-1 on packs with one field changed', () => {
    const path = fc.constantFrom(...packs.flatMap((pack) => pathsOf(pack).map((steps) => ({ pack, steps }))));
    fc.assert(
      fc.property(path, fc.oneof(nasty(), fc.jsonValue()), ({ pack, steps }, value) =>
        expectAgreement(mutated(pack, steps, value)),
      ),
      { numRuns: 3000 },
    );
  });
});

test('PACK-1 any JSON at all gives a fault, never a throw', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => !parsePack(value).ok));
});

const mapOfKinds = { ...fullPack.anomaly?.map, kinds: [{ name: 'mould', title: 'Mould' }] };

const disagreements: readonly (readonly [string, readonly (string | number)[], unknown])[] = [
  ['input.mean', ['input', 'mean'], [0]],
  ['input.std', ['input', 'std'], [1, 1]],
  ['network.file', ['network', 'file'], 'elsewhere'],
  ['anomaly.bank.file', ['anomaly', 'bank', 'file'], 'elsewhere'],
  ['anomaly.bank', ['anomaly', 'bank', 'rows'], 3],
  ['anomaly.severity[1].upTo', ['anomaly', 'severity', 1, 'upTo'], 0.3],
  ['anomaly.severity[2].upTo', ['anomaly', 'severity', 2, 'upTo'], 0.99],
  ['anomaly.categories', ['anomaly', 'map'], mapOfKinds],
  ['grade.source.file', ['grade', 'source', 'file'], 'elsewhere'],
  ['grade.source.file', ['files', 'head', 'bytes'], 34],
  ['network.embedding', ['network', 'embedding'], undefined],
  ['network.grade', ['grade', 'source'], { kind: 'network' }],
  ['grade.labels', ['grade', 'labels', 1, 'name'], 'a'],
  ['grade.labels', ['grade', 'activation'], { kind: 'probability', positive: 'a' }],
  ['grade.reject[0].label', ['grade', 'reject', 0, 'label'], 'nobody'],
  ['golden.picture.file', ['golden', 'picture', 'file'], 'elsewhere'],
  ['golden.picture', ['golden', 'picture', 'widthPx'], 5],
  ['golden.expected.probabilities', ['golden', 'expected', 'probabilities'], [1, 0]],
];

test.each(disagreements)('PACK-2 a disagreement is found at %s', (at, path, value) => {
  const found = parsePack(mutated(fullPack, path, value));
  expect(found).toMatchObject({ ok: false, fault: { kind: 'bad-field', at } });
});

test('PACK-2 a pack must judge something', () => {
  const { anomaly, grade, ...rest } = fullPack;
  expect([anomaly, grade]).not.toContain(undefined);
  expect(parsePack(rest)).toMatchObject({ ok: false, fault: { kind: 'bad-field', at: 'grade' } });
});

test('PACK-2 a path leaves the folder by one step at most', () => {
  const withPath = (path: string) => parsePack(mutated(fullPack, ['files', 'network', 'path'], path)).ok;
  expect(['../shared/net.onnx', 'a/b/net.onnx', 'net.onnx'].map(withPath)).toEqual([true, true, true]);
  expect(['../../net.onnx', 'a/../net.onnx', '/etc/passwd', 'http://x/y', './net.onnx'].map(withPath)).toEqual(
    new Array(5).fill(false),
  );
});

test('PACK-3 unknown fields are kept', () => {
  const found = parsePack({ ...fullPack, madeBy: { tool: 'ours' } });
  expect(found).toMatchObject({ ok: true, value: { madeBy: { tool: 'ours' } } });
});

test('PACK-3 an unknown format and text that is no JSON', () => {
  expect(parsePack({ ...fullPack, format: 2 })).toEqual({ ok: false, fault: { kind: 'unknown-format', found: 2 } });
  expect(parsePackText('<!doctype html>')).toEqual({ ok: false, fault: { kind: 'not-json' } });
  expect(parsePackText(JSON.stringify(fullPack)).ok).toBe(true);
});

function expectAgreement(value: unknown): void {
  const verdicts = { schema: isValid(value), parser: passes(packShape, value) };
  if (verdicts.schema !== verdicts.parser) {
    throw new Error(
      `${JSON.stringify(verdicts)} ${JSON.stringify(packShape(value, ''))} ${JSON.stringify(isValid.errors)}`,
    );
  }
}

/** Values that borders are known to let through. */
function nasty(): fc.Arbitrary<unknown> {
  return fc.constantFrom<unknown>(null, '', 0, -1, 1, 1.5, 2049, 255, 256, [], {}, [1, 2, 3], true, 'softmax', '../a');
}

function shippedPacks(): unknown[] {
  const index = JSON.parse(readFileSync('models/index.json', 'utf8')) as { packs: { manifest: string }[] };
  return index.packs.map(({ manifest }): unknown => JSON.parse(readFileSync(`models/${manifest}`, 'utf8')));
}
