import { expect, test } from 'vitest';
import { savedOnce } from '../../../src/platform/save-file';

test('SCR-62 a double click saves a file once, and later clicks and other files are saved', () => {
  const saved: string[] = [];
  let now = 10_000;
  const save = savedOnce(
    (_, name) => void saved.push(name),
    () => now,
  );
  const report = new Blob(['report']);
  save(report, 'report.pdf');
  now += 120;
  save(new Blob(['report']), 'report.pdf');
  expect(saved).toEqual(['report.pdf']);
  save(report, 'report.html');
  save(new Blob(['longer report']), 'report.html');
  now += 5_000;
  save(new Blob(['longer report']), 'report.html');
  expect(saved).toEqual(['report.pdf', 'report.html', 'report.html', 'report.html']);
});
