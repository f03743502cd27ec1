/** What happens when another tab writes between preparing and committing, on any IndexedDB. */
import type { Sealer } from '../../src/storage/sealing';
import { makeRecord } from '../support/make-record';
import { expectEqual, scenario, type ContractCase } from './contract-case';
import { laterMigrations, valueOf, type StorageFixture, type StorageHost } from './storage-fixture';

export function writeRacesContract(host: StorageHost): readonly ContractCase[] {
  return [
    scenario('STO-24 two tabs edit a record at once: both changes are kept, in order, and the later one wins', () =>
      withTwoTabs(host, async ({ slow, fast, meanwhile }) => {
        await save(fast, 'one');
        meanwhile(async () => void valueOf(await fast.inspections.edit('one', { note: 'of the fast tab' })));
        valueOf(await slow.inspections.edit('one', { note: 'of the slow tab' }));
        expectEqual(await notesSent(fast), [undefined, 'of the fast tab', 'of the slow tab']);
        expectEqual(valueOf(await fast.inspections.byId('one'))?.note, 'of the slow tab');
      }),
    ),
    scenario('STO-24 the clock moved while a record was prepared: its change is later than the one in between', () =>
      withTwoTabs(host, async ({ slow, fast, meanwhile }) => {
        meanwhile(() => save(fast, 'fast'));
        await save(slow, 'slow');
        expectEqual(
          (await outboxOf(fast)).map(({ recordId }) => recordId),
          ['fast', 'slow'],
        );
      }),
    ),
    scenario('STO-24 a record that is deleted while an edit is prepared stays deleted', () =>
      withTwoTabs(host, async ({ slow, fast, meanwhile }) => {
        await save(fast, 'one');
        meanwhile(async () => valueOf(await fast.inspections.remove('one')));
        expectEqual(valueOf(await slow.inspections.edit('one', { note: 'too late' })), undefined);
        expectEqual(await outboxOf(fast), []);
        expectEqual(valueOf(await fast.history.count({})), 0);
      }),
    ),
    scenario('STO-24 a receipt that comes while a deletion is prepared is kept, and the deletion travels', () =>
      withTwoTabs(host, async ({ slow, fast, meanwhile }) => {
        await save(fast, 'one');
        valueOf(await fast.outbox.markSent('one', '2026-01-01T00:00:00.000Z'));
        meanwhile(() => markDelivered(fast, 'one'));
        valueOf(await slow.inspections.remove('one'));
        expectEqual(
          (await outboxOf(fast)).map(({ kind }) => kind),
          ['deleted'],
        );
        expectEqual(valueOf(await fast.outbox.ofRecord('one')).receipt?.changeId, 'one');
      }),
    ),
    scenario('STO-24 a choice that is made while a record is prepared holds for its change', () =>
      withTwoTabs(host, async ({ slow, fast, meanwhile }) => {
        meanwhile(async () => valueOf(await fast.settings.choose({ photos: 'thumbnail' })));
        await save(slow, 'one');
        expectEqual((await outboxOf(fast))[0]?.blobs.length, 1);
      }),
    ),
    scenario('STO-24 a write that finds its rows changed each time fails with a typed fault and writes nothing', () =>
      withTwoTabs(host, async ({ slow, fast, meanwhile }) => {
        await save(fast, 'one');
        let edits = 0;
        const editAgain = async (): Promise<void> => {
          edits += 1;
          valueOf(await fast.inspections.edit('one', { note: `edit ${edits}` }));
          meanwhile(editAgain);
        };
        meanwhile(editAgain);
        const refused = await slow.inspections.edit('one', { note: 'never' });
        expectEqual(refused, { ok: false, fault: { kind: 'write-conflict', attempts: edits } });
        expectEqual(valueOf(await fast.inspections.byId('one'))?.note, `edit ${edits}`);
      }),
    ),
    scenario('STO-8 a write that is prepared while a newer app upgrades the database is not committed', () =>
      withTwoTabs(host, async ({ slow, fast, meanwhile }) => {
        await save(fast, 'one');
        const newer = host.openStorage(fast.name, { migrations: laterMigrations });
        meanwhile(async () => expectEqual(valueOf(await newer.history.count({})), 1));
        const refused = await slow.inspections.edit('one', { note: 'of the older app' });
        expectEqual(refused.ok ? 'written' : refused.fault.kind, 'newer-database');
        expectEqual(valueOf(await newer.inspections.byId('one'))?.note, undefined);
        await newer.connection.close();
      }),
    ),
    scenario('STO-24 two tabs save and edit in parallel: no change is lost and no two have the same reading', () =>
      withTwoTabs(host, async ({ slow, fast }) => {
        const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
        await Promise.all(ids.flatMap((id) => [save(slow, `slow-${id}`), save(fast, `fast-${id}`)]));
        await Promise.all(
          ids.map(async (id) => valueOf(await slow.inspections.edit(`fast-${id}`, { note: 'from the other tab' }))),
        );
        const changes = await outboxOf(fast);
        expectEqual(changes.length, 18);
        expectEqual(new Set(changes.map(({ at }) => at)).size, 18);
      }),
    ),
  ];
}

interface TwoTabs {
  /** Calls the function given to `meanwhile` while it prepares its next change. */
  readonly slow: StorageFixture;
  readonly fast: StorageFixture;
  readonly meanwhile: (work: () => Promise<void>) => void;
}

/** Two tabs on one database. */
function withTwoTabs({ withStorage, openStorage }: StorageHost, work: (tabs: TwoTabs) => Promise<void>): Promise<void> {
  let next: (() => Promise<void>) | undefined;
  return withStorage(async (fast) => {
    const slow = openStorage(fast.name, {
      sealer: interrupted(fast.connection.sealer, async () => {
        const interruption = next;
        next = undefined;
        await interruption?.();
      }),
    });
    try {
      await work({ slow, fast, meanwhile: (interruption) => (next = interruption) });
    } finally {
      await slow.connection.close();
    }
  });
}

/** Calls `interrupt` before the text of a change is sealed: the rows were read, and nothing is written yet. */
function interrupted(sealer: Sealer, interrupt: () => Promise<void>): Sealer {
  return {
    ...sealer,
    async seal(value) {
      if (typeof value === 'string') await interrupt();
      return sealer.seal(value);
    },
  };
}

async function save({ inspections }: StorageFixture, id: string): Promise<void> {
  const { record, blobs } = await makeRecord({ id, takenAt: '2026-01-01T00:00:00.000Z' });
  valueOf(await inspections.add(record, blobs));
}

async function markDelivered({ outbox }: StorageFixture, changeId: string): Promise<void> {
  const serverClock = '2026-01-01T00:00:00.000Z_0000_server';
  const receipt = { contentHash: 'a'.repeat(64), sequence: 1, serverClock, confirmedAt: '2026-01-01T00:00:00.000Z' };
  valueOf(await outbox.markDelivered(changeId, receipt));
}

async function outboxOf({ outbox }: StorageFixture) {
  return valueOf(await outbox.page({ limit: 100 }));
}

async function notesSent(storage: StorageFixture): Promise<readonly (string | undefined)[]> {
  const texts = (await outboxOf(storage)).map(({ text }) => JSON.parse(text) as { record?: { note?: string } });
  return texts.map(({ record }) => record?.note);
}
