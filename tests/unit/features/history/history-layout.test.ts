import { expect, test } from 'vitest';
import { layOut, type HistoryLine } from '../../../../src/features/history/history-layout';

const groups = [
  { section: '2026-11-02', from: 0, count: 5, day: '2026-11-02' },
  { section: '2026-11-01', from: 0, count: 2, day: '2026-11-01' },
];

test('REV-4 each day has a heading and full lines of pictures, the last one shorter', () => {
  const layout = layOut(groups, 3);
  const lines = Array.from({ length: layout.lineCount }, (_, line) => layout.lineAt(line));
  const pictures = (section: string, from: number, count: number, place: number): HistoryLine => ({
    kind: 'pictures',
    section,
    from,
    count,
    place,
  });
  expect(lines).toEqual([
    { kind: 'day', day: '2026-11-02', count: 5 },
    pictures('2026-11-02', 0, 3, 0),
    pictures('2026-11-02', 3, 2, 3),
    { kind: 'day', day: '2026-11-01', count: 2 },
    pictures('2026-11-01', 0, 2, 5),
  ]);
});

test('REV-4 each place of a large list is in exactly one line, and is found again', () => {
  const many = Array.from({ length: 300 }, (_, day) => ({
    section: String(day),
    from: 0,
    count: (day * 7) % 11,
    day: `d${String(day)}`,
  }));
  const layout = layOut(many, 4);
  for (let place = 0; place < layout.pictureCount; place += 1) {
    const line = layout.lineAt(layout.lineOf(place));
    const position = layout.positionOf(place);
    expect(position).toBeDefined();
    expect(line).toMatchObject({ kind: 'pictures', section: position?.section });
    if (position !== undefined) expect(layout.placeOf(position)).toBe(place);
    if (line.kind === 'pictures') expect(place - line.place).toBeLessThan(line.count);
  }
  expect(layout.positionOf(layout.pictureCount)).toBeUndefined();
});
