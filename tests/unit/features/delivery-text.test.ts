import { describe, expect, test } from 'vitest';
import type { RecordDelivery, WaitingChange } from '../../../src/domain/delivery';
import { recordState } from '../../../src/features/delivery-text';

const known = { phase: 'registered', name: 'Phone', location: 'Shed' } as const;
const unknown = { phase: 'none' } as const;

function waitingIn(...states: readonly WaitingChange['state'][]): RecordDelivery {
  const rest = {
    changeId: 'c',
    recordId: 'r',
    kind: 'saved',
    at: '',
    text: '',
    blobs: [],
    bytes: 1,
    attempts: 0,
  } as const;
  return { waiting: states.map((state) => ({ ...rest, state, wait: { kind: 'none' } })) };
}

const queued = { phase: 'queued' } as const;
const sent = { phase: 'sent', sentAt: '2026-11-21T08:00:00.000Z' } as const;
const attention = { phase: 'attention', reason: { kind: 'damaged-blob', sha256: 'a' } } as const;
const receipt = {
  waiting: [],
  receipt: { recordId: 'r', changeId: 'c', at: '', contentHash: '', sequence: 3, confirmedAt: '' },
};

describe('the delivery state of a record', () => {
  test.each([
    ['waiting', waitingIn(queued), known],
    ['sending', waitingIn(sent, queued), known],
    ['attention', waitingIn(attention, queued), known],
    ['delivered', receipt, known],
    ['waiting', { ...receipt, ...waitingIn(queued) }, known],
    ['saved', { waiting: [] }, known],
    ['saved', waitingIn(queued), unknown],
    ['waiting', waitingIn(queued), { ...known, phase: 'refused' } as const],
  ] as const)('SYN-20 %s', (state, delivery, device) => {
    expect(recordState(delivery, device)).toBe(state);
  });
});
