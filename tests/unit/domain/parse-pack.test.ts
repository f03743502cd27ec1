import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { packSchema } from '../../../src/domain/pack';
import { parsePack, parsePackText } from '../../../src/domain/parse-pack';
import { parseSchema } from '../../../src/domain/parse-schema';
import { fullPack } from '../../support/full-pack';
import { mutated, pathsOf } from '../../support/mutate-json';
import { parseJson } from '../../../src/domain/json';

const schema: unknown = JSON.parse(readFileSync('models/pack.schema.json', 'utf8'));
const isValid = new Ajv2020({ strict: false }).compile(schema as object);

/** The full pack with texts in two languages. */
const localisedPack = { ...fullPack, title: { en: 'Rubber sheet', hi: 'रबर शीट' }, notice: { en: 'Not for payment.' } };

describe('PACK-1 the parser and the JSON schema agree', () => {
  const packs = [fullPack, localisedPack, ...shippedPacks()];

  test('PACK-1 on the packs themselves', () => {
    for (const pack of packs) expect([v.is(packSchema, pack), isValid(pack)]).toEqual([true, true]);
  });

  test('PACK-1 on packs with one field removed', () => {
    for (const pack of packs) {
      for (const path of pathsOf(pack)) expectAgreement(mutated(pack, path, undefined));
    }
  });

  test('PACK-1 on packs with one field changed', () => {
    for (const path of pathsOf(fullPack)) {
      for (const value of [[], {}, 2e21]) expectAgreement(mutated(fullPack, path, value));
    }
    const path = fc.constantFrom(...packs.flatMap((pack) => pathsOf(pack).map((steps) => ({ pack, steps }))));
    fc.assert(
      fc.property(path, fc.oneof(unusualValue(), fc.jsonValue()), ({ pack, steps }, value) =>
        expectAgreement(mutated(pack, steps, value)),
      ),
      { numRuns: 3000 },
    );
  });
});

test('PACK-1 arbitrary JSON gives a fault, never an exception', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => !parsePack(value).ok));
});

const mapOfKinds = { ...fullPack.anomaly?.map, kinds: [{ name: 'mould', title: 'Mould' }] };

const disagreements: readonly (readonly [string, readonly (string | number)[], unknown])[] = [
  ['input.mean', ['input', 'mean'], [0]],
  ['input.std', ['input', 'std'], [1, 1]],
  ['input.tiles', ['anomaly', 'patches', 'grid', 'width'], 30],
  ['input.tiles.overlap', ['input', 'tiles', 'overlap'], 14],
  ['anomaly.patches.chosenWeights', ['anomaly', 'patches', 'chosenWeights', 'even'], [1]],
  ['anomaly.patches.chosenWeights', ['anomaly', 'patches', 'chosenWeights', 'uneven'], [0, 0]],
  ['anomaly.patches.chosenWeights', ['anomaly', 'patches', 'chosenWeights', 'few', 'weights'], [1]],
  ['anomaly.patches.chosenWeights', ['anomaly', 'patches', 'chosenWeights', 'few', 'weights'], [0, 0]],
  ['anomaly.patches.chosenWeights.columns', ['anomaly', 'patches', 'chosenWeights', 'columns', 0], 2],
  ['anomaly.patches.chosenWeights.measuredBy', ['anomaly', 'patches', 'chosenWeights', 'measuredBy'], 's16'],
  ['anomaly.bank.sources', ['anomaly', 'bank', 'sources', 0, 'rows'], 2],
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

test.each(disagreements)('PACK-2 TCH-2 a disagreement is found at %s', (at, path, value) => {
  const found = parsePack(mutated(fullPack, path, value));
  expect(found).toMatchObject({ ok: false, fault: { kind: 'bad-field', at } });
});

const defects = {
  file: 'bank',
  rows: 2,
  sources: [{ kind: 'correction', name: 'one.jpg', rows: 2, example: 'fault-1' }],
};
const learned = { ...fullPack, anomaly: { ...fullPack.anomaly, defects } };

test('LRN-2 a bank of faults is read, and refused where file, rows or sources disagree', () => {
  const parsed = parsePack(learned);
  expect(parsed.ok && parsed.value.anomaly?.defects).toEqual(defects);
  const faultWith = (steps: readonly (string | number)[], value: unknown) =>
    parsePack(mutated(learned, ['anomaly', 'defects', ...steps], value));
  const at = (field: string) => ({ ok: false, fault: { kind: 'bad-field', at: `anomaly.defects${field}` } });
  expect(faultWith(['file'], 'elsewhere')).toMatchObject(at('.file'));
  expect(faultWith(['rows'], 3)).toMatchObject(at(''));
  expect(faultWith(['sources', 0, 'rows'], 1)).toMatchObject(at('.sources'));
});

test('PACK-2 a pack needs a grade or an anomaly part', () => {
  const { anomaly, grade, ...rest } = fullPack;
  expect([anomaly, grade]).not.toContain(undefined);
  expect(parsePack(rest)).toMatchObject({ ok: false, fault: { kind: 'bad-field', at: 'grade' } });
});

test('PACK-2 a path has at most one leading ../', () => {
  const withPath = (path: string) => parsePack(mutated(fullPack, ['files', 'network', 'path'], path)).ok;
  expect(['../shared/net.onnx', 'a/b/net.onnx', 'net.onnx'].map(withPath)).toEqual([true, true, true]);
  expect(['../../net.onnx', 'a/../net.onnx', '/etc/passwd', 'http://x/y', './net.onnx'].map(withPath)).toEqual(
    new Array(5).fill(false),
  );
});

const badTexts: readonly unknown[] = ['', {}, { hi: 'रबर' }, { en: '' }, { en: 'Sheet', hi: 7 }, ['en'], null, 7];

test.each(badTexts)('PACK-9 a title %j is refused with its path', (title) => {
  const found = parsePack({ ...fullPack, title });
  expect(found).toMatchObject({ ok: false, fault: { kind: 'bad-field', at: 'title' } });
});

const wordings: readonly (readonly [wanted: string, path: readonly (string | number)[], value: unknown])[] = [
  ['to be present', ['network', 'input'], undefined],
  ['an object', ['input'], 'wide'],
  ['a list', ['grade', 'labels'], {}],
  ['a length of at least 2', ['grade', 'labels'], [{ name: 'a', title: 'A' }]],
  ['a text that is not empty', ['licence'], ''],
  ['rgb or bgr or grey', ['input', 'colour'], 'cmyk'],
  ['1 or 3 or 5 or 7', ['anomaly', 'patches', 'taps', 0, 'neighbourhood'], 2],
  ['stretch or cover or contain', ['input', 'fit', 'kind'], 'fill'],
  ['a number above 0', ['input', 'scale'], 0],
  ['a number at most 1', ['anomaly', 'minBoxShare'], 2],
  ['a whole number', ['input', 'widthPx'], 1.5],
  ['true or false', ['grade', 'indicative'], 'yes'],
  ['64 lower-case hexadecimal digits', ['files', 'head', 'sha256'], 'A'],
];

test.each(wordings)('PACK-1 a fault says what was expected: %s', (wanted, path, value) => {
  expect(parsePack(mutated(fullPack, path, value))).toMatchObject({ ok: false, fault: { wanted } });
});

test('PACK-3 unknown fields are kept', () => {
  const found = parsePack({ ...fullPack, madeBy: { tool: 'ours' } });
  expect(found).toMatchObject({ ok: true, value: { madeBy: { tool: 'ours' } } });
});

test('PACK-3 an unknown format and a text that is not JSON have their own faults', () => {
  expect(parsePack({ ...fullPack, format: 2 })).toEqual({ ok: false, fault: { kind: 'unknown-format', found: 2 } });
  expect(parsePackText('<!doctype html>')).toEqual({ ok: false, fault: { kind: 'not-json' } });
  expect(parsePackText(JSON.stringify(fullPack)).ok).toBe(true);
});

function expectAgreement(value: unknown): void {
  const verdicts = { schema: isValid(value), parser: v.is(packSchema, value) };
  if (verdicts.schema !== verdicts.parser) {
    throw new Error(
      `${JSON.stringify(verdicts)} ${JSON.stringify(parseSchema(packSchema, value))} ${JSON.stringify(isValid.errors)}`,
    );
  }
}

/** Values that parsers often accept by mistake. */
function unusualValue(): fc.Arbitrary<unknown> {
  return fc.constantFrom<unknown>(null, '', 0, -1, 1, 1.5, 2049, 255, 256, [], {}, [1, 2, 3], true, 'softmax', '../a');
}

function shippedPacks(): unknown[] {
  const index = JSON.parse(readFileSync('models/index.json', 'utf8')) as { packs: { manifest: string }[] };
  return index.packs.map(({ manifest }): unknown => JSON.parse(readFileSync(`models/${manifest}`, 'utf8')));
}

test('PACK-3 a JSON text is parsed to a value', () => {
  expect(parseJson('{"a":[1,null]}')).toEqual({ ok: true, value: { a: [1, null] } });
});

test('PACK-3 a text that is not JSON is a fault with the message of the parser', () => {
  const parsed = parseJson('{"a":');
  expect(parsed).toMatchObject({ ok: false, fault: { kind: 'not-json' } });
  if (!parsed.ok) expect(parsed.fault.detail).not.toBe('');
});
