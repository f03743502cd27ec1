import { expect, test } from 'vitest';
import { readAssetTexts, readJobTexts } from '../../../src/domain/typed-texts';

test('AST-1 texts of a form become an asset; empty ones are left out', () => {
  const texts = { kind: 'transformer', number: ' T1 ', region: '', capacityKva: '1,000 kVA', notes: ' ' };
  expect(readAssetTexts(texts)).toEqual({ ok: true, value: { kind: 'transformer', number: 'T1', capacityKva: 1000 } });
  const lot = { kind: 'lot', number: 'L1', date: '1.2.2026' };
  expect(readAssetTexts(lot)).toEqual({ ok: true, value: { kind: 'lot', number: 'L1', date: '2026-02-01' } });
});

test.each([
  [
    { kind: 'transformer', number: '' },
    { field: 'number', found: '' },
  ],
  [
    { kind: 'transformer', number: 'T1', capacityKva: 'big' },
    { field: 'capacityKva', found: 'big' },
  ],
  [
    { kind: 'lot', number: 'L1', date: '02/03/2026' },
    { field: 'date', found: '02/03/2026' },
  ],
  [
    { kind: 'pump', number: 'P1' },
    { field: 'kind', found: 'pump' },
  ],
])('AST-1 %j is refused with its field', (texts, fault) => {
  expect(readAssetTexts(texts)).toMatchObject({ ok: false, fault });
});

test('AST-2 texts of a form become a job; half a position is refused', () => {
  const texts = { number: 'J1', date: '2026-11-21', status: 'PENDING', latitude: '7,29', longitude: '80.63' };
  expect(readJobTexts(texts, [])).toEqual({
    ok: true,
    value: {
      ...{ number: 'J1', date: '2026-11-21', status: 'PENDING' },
      position: { latitude: 7.29, longitude: 80.63 },
      assets: [],
    },
  });
  expect(readJobTexts({ ...texts, longitude: '' }, [])).toMatchObject({ ok: false, fault: { field: 'longitude' } });
});
