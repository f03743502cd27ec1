import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { askedFields } from '../../../src/domain/asked-fields';
import { parsePack } from '../../../src/domain/parse-pack';

function shipped(id: string) {
  const parsed = parsePack(JSON.parse(readFileSync(`models/${id}/pack.json`, 'utf8')));
  if (!parsed.ok) throw new Error(`${id} is not a pack`);
  return parsed.value;
}

const [sheet, thermal, surface] = [shipped('rubber-sheet'), shipped('transformer-thermal'), shipped('surface')];
const { anomaly, ...classes } = sheet;

test('SCR-60 temperatures are asked for where a thermal camera takes the pictures', () => {
  expect(anomaly).toBeDefined();
  expect(askedFields({}, thermal, undefined).temperatures).toBe(true);
  for (const pack of [sheet, classes, surface, undefined])
    expect(askedFields({}, pack, undefined).temperatures).toBe(false);
  expect(askedFields({ assetId: 'a' }, surface, 'transformer').temperatures).toBe(true);
  expect(askedFields({ assetId: 'a' }, sheet, 'lot').temperatures).toBe(false);
});

test('SCR-60 a baseline is asked for where the pack finds anomalies of an asset', () => {
  expect(askedFields({}, thermal, undefined).purposes).toEqual(['baseline', 'maintenance']);
  expect(askedFields({}, surface, undefined).purposes).toEqual(['baseline', 'maintenance']);
  expect(askedFields({}, sheet, undefined).purposes).toEqual([]);
  expect(askedFields({}, classes, undefined).purposes).toEqual([]);
  expect(askedFields({ assetId: 'a' }, sheet, 'lot').purposes).toEqual(['baseline', 'maintenance']);
  expect(askedFields({ assetId: 'a' }, classes, 'transformer').purposes).toEqual(['maintenance']);
});

test('SCR-60 what is stored is shown, whatever the pack', () => {
  const stored = { purpose: 'baseline', temperatures: { hotC: 60 } } as const;
  expect(askedFields(stored, classes, undefined)).toEqual({ temperatures: true, purposes: ['baseline'] });
  expect(askedFields(stored, undefined, undefined)).toEqual({ temperatures: true, purposes: ['baseline'] });
});
