import { describe, expect, test } from 'vitest';
import { seededRandom, type Random } from '../support/seeded-random';
import { findFaults, hashOf, Ledger, nothingWrong, type Kept, type StoredChange } from './support/ledger';
import { madeEdited, madeSaved, type MadeChange } from './support/made-change';

const deviceId = '11111111-1111-4111-8111-111111111111';
const [first, second, third] = threeChanges(seededRandom(1));
const shownWithoutSecond = [first, third].map(({ recordId, changeId }) => ({ recordId, changeId }));

describe('DRL-1 the checker finds what is wrong', () => {
  test('reports nothing if everything is stored', async () => {
    expect(await findFaults(ledgerOf(), kept())).toEqual(nothingWrong);
  });

  test('reports a missing change as lost', async () => {
    const found = await findFaults(ledgerOf(), kept({ changes: [row(first, 1), row(third, 3)] }));
    expect(found).toEqual({ ...nothingWrong, lost: [second.changeId], wrongCurrent: [second.recordId] });
  });

  test('reports a change stored under two sequence numbers as doubled', async () => {
    const found = await findFaults(ledgerOf(), kept({ changes: [...kept().changes, row(second, 4)] }));
    expect(found).toEqual({ ...nothingWrong, doubled: [second.changeId] });
  });

  test('reports one different letter in a text as altered', async () => {
    const changes = [row(first, 1), row({ ...second, text: second.text.replace('RSS 1', 'RSS 2') }, 2), row(third, 3)];
    expect(await findFaults(ledgerOf(), kept({ changes }))).toEqual({ ...nothingWrong, altered: [second.changeId] });
  });

  test('reports the same JSON with other white space as altered', async () => {
    const spaced = JSON.stringify(JSON.parse(third.text), undefined, 1);
    const changes = [row(first, 1), row(second, 2), row({ ...third, text: spaced }, 3)];
    expect(await findFaults(ledgerOf(), kept({ changes }))).toEqual({ ...nothingWrong, altered: [third.changeId] });
  });

  test('reports a change that nobody saved as invented', async () => {
    const [unknown] = threeChanges(seededRandom(2));
    const found = await findFaults(ledgerOf(), kept({ changes: [...kept().changes, row(unknown, 4)] }));
    expect(found).toEqual({ ...nothingWrong, invented: [unknown.changeId], wrongCurrent: [unknown.recordId] });
  });

  test('reports one sequence number for two changes', async () => {
    const found = await findFaults(ledgerOf(), kept({ changes: [row(first, 1), row(second, 1), row(third, 3)] }));
    expect(found).toEqual({ ...nothingWrong, sameSequence: [1] });
  });

  test('reports a missing blob as lost and one with another byte as altered', async () => {
    const [gone = new Uint8Array(), bent = new Uint8Array()] = first.blobs;
    const store = storeOf();
    store.delete(hashOf(gone));
    store.set(
      hashOf(bent),
      bent.map((byte, place) => (place === 500 ? byte ^ 1 : byte)),
    );
    const found = await findFaults(ledgerOf(), kept({ store }));
    expect(found).toEqual({ ...nothingWrong, lostBlobs: [hashOf(gone)], alteredBlobs: [hashOf(bent)] });
  });

  test('reports a record that has an older change', async () => {
    const edited = madeEdited(second, { random: seededRandom(3), deviceId, nowMs: 1e12 + 5 });
    const ledger = ledgerOf();
    ledger.note(edited.changeId, edited.text, edited.blobs);
    const found = await findFaults(ledger, kept({ changes: [...kept().changes, row(edited, 4)] }));
    expect(found).toEqual({ ...nothingWrong, wrongCurrent: [second.recordId] });
  });

  test('accepts a withdrawn change whether it has arrived or not', async () => {
    const ledger = ledgerOf();
    ledger.release(second.changeId);
    expect(await findFaults(ledger, kept())).toEqual(nothingWrong);
    const found = await findFaults(
      ledger,
      kept({ changes: [row(first, 1), row(third, 3)], shown: shownWithoutSecond }),
    );
    expect(found).toEqual(nothingWrong);
  });
});

interface Planted {
  readonly changes?: readonly StoredChange[];
  readonly store?: Map<string, Uint8Array>;
  readonly shown?: Kept['records'];
}

function threeChanges(random: Random): readonly [MadeChange, MadeChange, MadeChange] {
  const make = () => madeSaved({ random, deviceId, nowMs: 1e12 });
  return [make(), make(), make()];
}

function ledgerOf(): Ledger {
  const ledger = new Ledger();
  for (const { changeId, text, blobs } of [first, second, third]) ledger.note(changeId, text, blobs);
  return ledger;
}

function row({ changeId, text }: MadeChange, sequence: number): StoredChange {
  return { changeId, text, sequence };
}

function storeOf(): Map<string, Uint8Array> {
  return new Map([first, second, third].flatMap(({ blobs }) => blobs.map((bytes) => [hashOf(bytes), bytes] as const)));
}

function kept({
  changes = [row(first, 1), row(second, 2), row(third, 3)],
  store = storeOf(),
  shown,
}: Planted = {}): Kept {
  const records = [first, second, third].map(({ recordId, changeId }) => ({ recordId, changeId }));
  return { changes, records: shown ?? records, blob: (sha256) => Promise.resolve(store.get(sha256)) };
}
