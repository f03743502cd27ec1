import { expect, test } from 'vitest';
import { readHistoryAddress, writeHistoryAddress, type HistoryAddress } from '../../../../src/features/history-address';

const read = (search: string): HistoryAddress => readHistoryAddress(new URLSearchParams(search));

test('REV-3 every filter, the order and the view survive the way through the address', () => {
  const address: HistoryAddress = {
    filter: {
      packId: 'rubber-sheet',
      answer: 'rss1',
      severity: 'inspect',
      delivery: 'attention',
      assetId: 'a',
      jobId: 'j',
      batchId: 'b',
      firstDay: '2026-11-01',
      lastDay: '2026-11-30',
      corrected: false,
      leastScore: 0.5,
      mostScore: 0.8,
    },
    text: 'IMG & 1',
    sort: 'lowest-score',
    view: 'list',
  };
  expect(read(writeHistoryAddress(address))).toEqual(address);
  expect(writeHistoryAddress(read(''))).toBe('');
});

test('REV-3 a day is a range of one day, and invalid parts of an address are ignored', () => {
  expect(read('day=2026-11-02').filter).toEqual({ firstDay: '2026-11-02', lastDay: '2026-11-02' });
  expect(read('sort=upside-down&view=cube&delivery=lost&min=much&corrected=perhaps&max=')).toEqual({
    filter: {},
    sort: 'newest',
  });
  expect(read('min=-5&max=300').filter).toEqual({ leastScore: 0, mostScore: 1 });
});
