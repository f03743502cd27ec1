import { expect, test } from 'vitest';
import { csvRowLimit, readAssetCsv } from '../../../src/export/asset-csv';

test('AST-6 a list of transformers is read by the names of its columns, with any separator', () => {
  const lines = [
    'Transformer No.;Region;Pole No;Capacity (kVA);Owner of the land',
    'T-1;North;P-7;160;Perera',
    '',
    'T-2;"South; East";;1,5;',
  ];
  for (const text of [
    lines.join('\n'),
    `\uFEFF${lines.join('\r\n')}\r\n`,
    lines.join('\n').replaceAll('; East', ', East').replaceAll(';', '\t'),
  ]) {
    const read = readAssetCsv(text);
    expect(read).toMatchObject({
      ok: true,
      value: {
        lines: [
          { line: 2, asset: { kind: 'transformer', number: 'T-1', region: 'North', pole: 'P-7', capacityKva: 160 } },
          { line: 4, asset: { kind: 'transformer', number: 'T-2', capacityKva: 1.5 } },
        ],
        faults: [],
        ignoredColumns: ['Owner of the land'],
      },
    });
  }
});

test('AST-6 a list with farmers is one of lots, unless a line says otherwise', () => {
  const read = readAssetCsv('number,farmer,date,kind\nL1,Perera,2026-11-21,\nT1,,,Transformer\n');
  expect(read.ok && read.value.lines.map(({ asset }) => asset.kind)).toEqual(['lot', 'transformer']);
});

test('AST-6 a line that cannot be read is a fault with its place, and the others are read', () => {
  const read = readAssetCsv('number,capacity\nT1,big\n,160\nT3,160\n');
  expect(read).toMatchObject({
    ok: true,
    value: {
      lines: [{ line: 4 }],
      faults: [
        { line: 2, field: 'capacityKva', found: 'big' },
        { line: 3, field: 'number', found: '' },
      ],
    },
  });
});

test('AST-6 a file without a column of numbers, an empty file and one that is too long are typed faults', () => {
  expect(readAssetCsv('name,region\na,b\n')).toEqual({
    ok: false,
    fault: { kind: 'no-number-column', columns: ['name', 'region'] },
  });
  expect(readAssetCsv('')).toMatchObject({ ok: false, fault: { kind: 'no-number-column' } });
  expect(readAssetCsv('\u0000\u0001')).toMatchObject({ ok: false, fault: { kind: 'no-number-column' } });
  const long = `number\n${'T\n'.repeat(csvRowLimit + 1)}`;
  expect(readAssetCsv(long)).toEqual({
    ok: false,
    fault: { kind: 'too-many-rows', limit: csvRowLimit, found: csvRowLimit + 1 },
  });
});
