/** The outbox, receipts and settings (`docs/spec/storage.md`), on any IndexedDB. */
import { writeChange } from '../../src/domain/change';
import type { Correction } from '../../src/domain/correction';
import type { WaitingChange } from '../../src/domain/delivery';
import { importChange } from '../../src/storage/import-change';
import { makeRecord } from '../support/make-record';
import { expectEqual, scenario, type ContractCase } from './contract-case';
import { fixtureDependencies, valueOf, type StorageFixture, type StorageHost } from './storage-fixture';

export function outboxContract({ withStorage }: StorageHost): readonly ContractCase[] {
  return [
    scenario('STO-15 saving queues a change with the record, the time and the author', () =>
      withStorage(async (storage) => {
        const record = await save(storage, 'one');
        const [row] = await queued(storage);
        const author = valueOf(await storage.settings.deviceId());
        const { recordId, changeId, state, attempts } = known(row);
        expectEqual(
          { recordId, changeId, state, attempts },
          { recordId: 'one', changeId: 'one', state: { phase: 'queued' }, attempts: 0 },
        );
        const blobs = [record.photo, record.thumbnail].map(({ sha256, bytes, mime }) => ({ sha256, bytes, mime }));
        const { at, text } = known(row);
        expectEqual(JSON.parse(text), {
          format: 1,
          kind: 'saved',
          changeId: 'one',
          recordId: 'one',
          at,
          author,
          blobs,
          record,
        });
        expectEqual(at.endsWith(`_${author}`), true);
      }),
    ),
    scenario('STO-15 a record that cannot be stored leaves no change behind', () =>
      withStorage(async (storage) => {
        await save(storage, 'same');
        const { record, blobs } = await makeRecord({ id: 'same', takenAt: '2026-01-02T00:00:00.000Z' });
        const refused = await storage.inspections.add(record, blobs).catch((error: unknown) => typeof error);
        expectEqual(refused, 'object');
        expectEqual((await queued(storage)).length, 1);
      }),
    ),
    scenario('STO-16 no deletion is sent for a record that was never sent', () =>
      withStorage(async (storage) => {
        await save(storage, 'one');
        valueOf(await storage.inspections.edit('one', { note: 'soon gone' }));
        valueOf(await storage.inspections.remove('one'));
        expectEqual(await queued(storage), []);
      }),
    ),
    scenario('STO-16 only the deletion is sent of a record that may have arrived', () =>
      withStorage(async (storage) => {
        const record = await save(storage, 'one');
        valueOf(await storage.outbox.markSent('one', '2026-01-01T00:00:00.000Z'));
        valueOf(await storage.inspections.edit('one', { note: 'never sent' }));
        valueOf(await storage.inspections.remove('one'));
        const rows = await queued(storage);
        expectEqual(
          rows.map(({ kind, blobs }) => ({ kind, blobs })),
          [{ kind: 'deleted', blobs: [] }],
        );
        expectEqual((await storage.inspections.read(record.photo)).ok, false);
      }),
    ),
    scenario('STO-16 the deletion of a delivered record is sent', () =>
      withStorage(async (storage) => {
        await save(storage, 'one');
        await markDelivered(storage, 'one', 1);
        valueOf(await storage.inspections.remove('one'));
        expectEqual(
          (await queued(storage)).map(({ kind, recordId }) => `${kind} ${recordId}`),
          ['deleted one'],
        );
      }),
    ),
    scenario('STO-17 an edit changes the note and keeps fields that it does not know', () =>
      withStorage(async (storage) => {
        const { record, blobs } = await makeRecord({ id: 'one', takenAt: '2026-01-01T00:00:00.000Z' });
        const ofNewerVersion = { ...record, weather: { sky: 'cloudy' } };
        valueOf(await storage.inspections.add(ofNewerVersion, blobs));
        const edited = valueOf(await storage.inspections.edit('one', { note: 'mould at the edge' }));
        expectEqual(edited, { ...ofNewerVersion, note: 'mould at the edge' });
        expectEqual(valueOf(await storage.inspections.byId('one')), edited);
        const [saved, change] = await queued(storage);
        const { record: sent } = JSON.parse(known(change).text) as { record: unknown };
        expectEqual({ kind: known(change).kind, sent }, { kind: 'edited', sent: edited });
        expectEqual(known(saved).at < known(change).at, true);
        valueOf(await storage.inspections.edit('one', { note: 'mould at the edge' }));
        expectEqual((await queued(storage)).length, 2);
        expectEqual(valueOf(await storage.inspections.edit('one', { note: '' })), ofNewerVersion);
      }),
    ),
    scenario('COR-10 a record too large for the office is not stored, and one of an export is restored', () =>
      withStorage(async (storage) => {
        const { record, blobs } = await makeRecord({ id: 'large', takenAt: '2026-01-01T00:00:00.000Z' });
        const large = { ...record, corrections: manyCorrections(20, 1_000) };
        const refused = await storage.inspections.add(large, blobs);
        expectEqual(!refused.ok && refused.fault.kind, 'item-too-large');
        expectEqual(valueOf(await storage.inspections.byId('large')), undefined);
        expectEqual((await queued(storage)).length, 0);
        expectEqual(valueOf(await storage.inspections.restore(large, blobs)), 'added');
        expectEqual(valueOf(await storage.inspections.byId('large')), large);
      }),
    ),
    scenario('COR-10 an edit that makes a change too large for the office is refused, and nothing is written', () =>
      withStorage(async (storage) => {
        const record = await save(storage, 'one');
        const [correction] = manyCorrections(1, 20);
        valueOf(
          await storage.inspections.edit('one', { addCorrections: correction === undefined ? [] : [correction] }),
        );
        const refused = await storage.inspections.edit('one', { addCorrections: manyCorrections(20, 1_000) });
        const fault = refused.ok ? undefined : refused.fault;
        expectEqual(
          [fault?.kind, fault?.kind === 'item-too-large' && fault.bytes > fault.limitBytes],
          ['item-too-large', true],
        );
        expectEqual((await queued(storage)).length, 2);
        expectEqual(valueOf(await storage.inspections.byId('one')), { ...record, corrections: [correction] });
      }),
    ),
    scenario('STO-19 a blob stays while a change of another record has to take it along', () =>
      withStorage(async (storage) => {
        const record = await save(storage, 'one', 'shared');
        await save(storage, 'two', 'shared');
        valueOf(await storage.outbox.discard('two'));
        expectEqual((await storage.inspections.read(record.photo)).ok, true);
        valueOf(await storage.inspections.remove('two'));
        expectEqual((await storage.inspections.read(record.photo)).ok, true);
        valueOf(await storage.inspections.remove('one'));
        expectEqual((await storage.inspections.read(record.photo)).ok, false);
      }),
    ),
    scenario('STO-20 a receipt removes the row, is kept, and moves the clock', () =>
      withStorage(async (storage) => {
        await save(storage, 'one');
        await markDelivered(storage, 'one', 7, '2026-01-01T00:00:00.000Z_0001_server');
        const { waiting, receipt } = valueOf(await storage.outbox.ofRecord('one'));
        expectEqual({ waiting, sequence: receipt?.sequence }, { waiting: [], sequence: 7 });
        const soon = new Date(Date.now() + 3_600_000).toISOString();
        await markDelivered(storage, 'gone', 8, `${soon}_0000_server`);
        await save(storage, 'two');
        expectEqual(known((await queued(storage))[0]).at > soon, true);
        const { waiting: left, lastReceipt } = valueOf(await storage.outbox.summary());
        expectEqual({ left, last: lastReceipt?.changeId }, { left: 1, last: 'one' });
      }),
    ),
    scenario('STO-20 the receipt of an earlier change does not hide that of a later one', () =>
      withStorage(async (storage) => {
        await save(storage, 'one');
        valueOf(await storage.inspections.edit('one', { note: 'later' }));
        const later = known((await queued(storage))[1]).changeId;
        await markDelivered(storage, later, 2);
        await markDelivered(storage, 'one', 1);
        expectEqual(valueOf(await storage.outbox.ofRecord('one')).receipt?.changeId, later);
      }),
    ),
    scenario(
      'STO-21 an imported change is queued unchanged and shown; a second time, or when outdated, it changes nothing',
      () =>
        withStorage(async (storage) => {
          const { record, blobs } = await makeRecord({ id: 'one', takenAt: '2026-01-01T00:00:00.000Z' });
          const change = importedChange(record, '2026-01-01T00:00:01.000Z_0000_other', 'saved');
          expectEqual(valueOf(await importChange(storage.connection, change, blobs, fixtureDependencies)), 'queued');
          expectEqual(known((await queued(storage))[0]).text, change.text);
          expectEqual(valueOf(await storage.inspections.byId('one')), record);
          expectEqual((await storage.inspections.read(record.photo)).ok, true);
          expectEqual(valueOf(await importChange(storage.connection, change, blobs, fixtureDependencies)), 'known');
          valueOf(await storage.inspections.edit('one', { note: 'mine, and later' }));
          const early = importedChange({ ...record, note: 'early' }, '2026-01-01T00:00:02.000Z_0000_other', 'edited');
          expectEqual(valueOf(await importChange(storage.connection, early, blobs, fixtureDependencies)), 'queued');
          expectEqual(valueOf(await storage.inspections.byId('one'))?.note, 'mine, and later');
        }),
    ),
    scenario('STO-22 the device gets one id, also when two ask at the same time', () =>
      withStorage(async ({ settings }) => {
        const names = await Promise.all([settings.deviceId(), settings.deviceId()]);
        expectEqual(new Set(names.map(valueOf)).size, 1);
        expectEqual(await settings.deviceId(), names[0]);
      }),
    ),
    scenario('STO-23 a refused token is deleted, a newer one is not', () =>
      withStorage(async ({ settings }) => {
        const registered = { phase: 'registered', name: 'Phone', location: 'Shed', token: 'new' } as const;
        valueOf(await settings.register(registered));
        valueOf(await settings.refuseToken('old'));
        expectEqual(valueOf(await settings.read()).registration, registered);
        valueOf(await settings.refuseToken('new'));
        expectEqual(valueOf(await settings.read()).registration, { phase: 'refused', name: 'Phone', location: 'Shed' });
      }),
    ),
  ];
}

async function save({ inspections }: StorageFixture, id: string, photo?: string) {
  const plan = { id, takenAt: '2026-01-01T00:00:00.000Z' };
  const { record, blobs } = await makeRecord(photo === undefined ? plan : { ...plan, photo });
  valueOf(await inspections.add(record, blobs));
  return record;
}

/** Thresholds that a person saved, each with all regions under it. */
function manyCorrections(count: number, regionsOfEach: number): readonly Correction[] {
  const level = { level: 'faulty', levelTitle: 'Faulty', action: 'inspect' };
  const region = (place: number) => ({
    id: `pack-${place}`,
    x: place,
    y: 0,
    width: 9,
    height: 9,
    score: 0.9,
    ...level,
  });
  return Array.from({ length: count }, (_, place) => ({
    id: `threshold-${place}-${regionsOfEach}`,
    at: '2026-01-01T00:00:00.000Z',
    kind: 'threshold-changed',
    after: {
      level: { ...level, isAnomalous: true, rank: 1 },
      regions: Array.from({ length: regionsOfEach }, (_each, each) => region(each)),
      limit: 0.4,
      score: 0.6,
    },
  }));
}

async function queued({ outbox }: StorageFixture): Promise<readonly WaitingChange[]> {
  return valueOf(await outbox.page({ limit: 100 }));
}

async function markDelivered(
  { outbox }: StorageFixture,
  changeId: string,
  sequence: number,
  serverClock = '2026-01-01T00:00:00.000Z_0000_server',
): Promise<void> {
  const confirmedAt = new Date().toISOString();
  valueOf(await outbox.markDelivered(changeId, { contentHash: 'a'.repeat(64), sequence, serverClock, confirmedAt }));
}

function importedChange(record: Awaited<ReturnType<typeof save>>, at: string, kind: 'saved' | 'edited') {
  const changeId = kind === 'saved' ? record.id : crypto.randomUUID();
  const blobs = [record.photo, record.thumbnail];
  const text = writeChange({ kind, changeId, recordId: record.id, at, author: 'other', blobs, record });
  return { kind, changeId, recordId: record.id, at, text, blobs, record };
}

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('there is no such row');
  return value;
}
