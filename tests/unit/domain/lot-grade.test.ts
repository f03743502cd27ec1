import { expect, test } from 'vitest';
import { gradeSupports, readLot, type LotPhoto } from '../../../src/domain/lot-grade';

test('CAP-13 the lowest confident sheet decides, and the lot has its grade without the sheets of that grade', () => {
  const lot = readLot([...sheets(10, 'RSS2'), ...sheets(2, 'RSS3'), sheet('RSS5', { confidence: 0.5 })]);
  expect(lot).toMatchObject({ graded: 13, doubtful: 1, lowest: 'RSS3', withoutLowest: 'RSS2', grade: 'RSS3' });
  expect(lot.sheetsByGrade).toEqual({ RSS1: 0, RSS2: 10, RSS3: 2, RSS4: 0, RSS5: 1 });
});

test('CAP-13 mould lowers the grade by the shares of the Green Book', () => {
  const gradeWith = (mouldy: number) =>
    readLot([...sheets(100 - mouldy, 'RSS1'), ...sheets(mouldy, 'RSS1', { kinds: ['dry_mould'] })]).grade;
  expect([0, 1, 5, 6, 10, 11, 20, 21, 30].map(gradeWith)).toEqual([
    'RSS1',
    'RSS2',
    'RSS2',
    'RSS3',
    'RSS3',
    'RSS4',
    'RSS4',
    'RSS5',
    'RSS5',
  ]);
  expect(gradeWith(31)).toBeUndefined();
});

test('CAP-12 none of twelve sheets mouldy: at most 22 % of the lot, which supports RSS 5 only', () => {
  const lot = readLot(sheets(12, 'RSS2'));
  expect(lot.mouldyAtMost).toBeCloseTo(0.221, 3);
  expect(gradeSupports(lot).filter(({ isSupported }) => isSupported)).toEqual([
    { grade: 'RSS5', allowed: 0.3, isSupported: true, cleanSample: 9 },
  ]);
});

test('CAP-13 a sheet with several photos counts once, and mould in any of them counts for the sheet', () => {
  const lot = readLot([
    sheet('RSS2', { pieceId: 'one' }),
    sheet('RSS3', { pieceId: 'one', kinds: ['rust'] }),
    sheet('RSS1', {}),
  ]);
  expect(lot).toMatchObject({ graded: 2, mouldy: 1, lowest: 'RSS3' });
});

test('CAP-13 a refused sheet is counted separately, and a picture of another pack is not counted', () => {
  const other: LotPhoto = { id: 'x', anomaly: { score: 0.9 } };
  expect(readLot([{ id: 'r', refused: {} }, other])).toMatchObject({ graded: 0, refused: 1, grade: undefined });
});

let made = 0;

interface Traits {
  readonly confidence?: number;
  readonly kinds?: readonly string[];
  readonly pieceId?: string;
}

function sheet(label: string, { confidence = 0.9, ...rest }: Traits): LotPhoto {
  return { id: `sheet-${made++}`, grade: { label, confidence }, ...rest };
}

function sheets(count: number, label: string, traits: Traits = {}): readonly LotPhoto[] {
  return Array.from({ length: count }, () => sheet(label, traits));
}
