/** Every released version of the database still opens, and nothing in it is lost. */
import * as v from 'valibot';
import { recordSchema, type InspectionRecord } from '../../src/domain/record';
import { parseChange } from '../../src/protocol/change';
import versionOne from '../fixtures/database/version-1.json';
import { restoreDatabase, type DatabaseDump } from '../support/old-database';
import { expectEqual, scenario, type ContractCase } from './contract-case';
import { valueOf, type StorageFixture, type StorageHost } from './storage-fixture';

/** The device of the fixture: its oldest record's id as a UUID of version 8. */
const oldestRecordId = oldRecords()[0]?.id ?? '';
const deviceName = `${oldestRecordId.slice(0, 14)}8${oldestRecordId.slice(15)}`;

export function oldDatabaseContract(host: StorageHost): readonly ContractCase[] {
  return [
    scenario('STO-18 a database of version 1 opens with every record, photo and raster', () =>
      withOldStorage(host, versionOne, async ({ inspections, history }) => {
        const ids = await newestIds(history);
        expectEqual(
          ids,
          oldRecords()
            .map(({ id }) => id)
            .reverse(),
        );
        const found = await Promise.all(ids.map(async (id) => valueOf(await inspections.byId(id))));
        const records = found.filter((record) => record !== undefined);
        expectEqual(records, [...oldRecords()].reverse());
        expectEqual(valueOf(await history.count({ delivery: 'waiting' })), records.length);
        for (const { photo, anomaly } of records) {
          expectEqual((await inspections.read(photo)).ok, true);
          if (anomaly !== undefined) expectEqual((await inspections.read(anomaly.map)).ok, true);
        }
      }),
    ),
    scenario('STO-18 every record of version 1 is queued under its own id, as a change that the server accepts', () =>
      withOldStorage(host, versionOne, async ({ outbox, settings }) => {
        const rows = valueOf(await outbox.page({ limit: 10 }));
        expectEqual(
          rows.map(({ changeId }) => changeId),
          oldRecords().map(({ id }) => id),
        );
        for (const [place, row] of rows.entries()) {
          const record = oldRecords()[place];
          const change = parseChange(JSON.parse(row.text));
          expectEqual(row.text.endsWith(`"record":${JSON.stringify(record)}}`), true);
          expectEqual(change?.at, `${record?.takenAt ?? ''}_0000_${deviceName}`);
          expectEqual(change?.blobs, row.blobs);
        }
        expectEqual(valueOf(await settings.deviceId()), deviceName);
      }),
    ),
    scenario('STO-18 the text of a migrated change is the same on every machine', async () => {
      const texts: string[] = [];
      for (let time = 0; time < 2; time += 1) {
        await withOldStorage(host, versionOne, async ({ outbox }) => {
          texts.push(
            valueOf(await outbox.page({ limit: 10 }))
              .map(({ text }) => text)
              .join('\n'),
          );
        });
      }
      expectEqual(texts[0], texts[1]);
    }),
    scenario('STO-18 a change after the migration is later than all before, by the same device', () =>
      withOldStorage(host, versionOne, async ({ inspections, outbox }) => {
        valueOf(await inspections.edit(oldestRecordId, { note: 'after the migration' }));
        const last = valueOf(await outbox.page({ limit: 10 })).at(-1);
        expectEqual([last?.kind, last?.at.endsWith(deviceName)], ['edited', true]);
      }),
    ),
  ];
}

/** The ids of all records, newest first. */
async function newestIds(history: StorageFixture['history']): Promise<readonly string[]> {
  return valueOf(await history.page({ filter: {}, sort: 'newest' }, { limit: 100 })).summaries.map(({ id }) => id);
}

/** Storage over a restored fixture. */
export function withOldStorage(
  { withStorage, openStorage }: StorageHost,
  dump: DatabaseDump,
  work: (storage: StorageFixture) => Promise<void>,
): Promise<void> {
  return withStorage(async ({ name }) => {
    await restoreDatabase(name, dump);
    const storage = openStorage(name);
    try {
      await work(storage);
    } finally {
      await storage.connection.close();
    }
  });
}

/** The fixture's records as they were written, oldest first. One that does not parse is left out, and then missed. */
function oldRecords(): readonly InspectionRecord[] {
  const rows = versionOne.stores.find(({ name }) => name === 'inspections')?.rows ?? [];
  const records = rows.map((row): unknown => ('record' in row ? row.record : undefined)).filter(isRecord);
  return records.sort((a, b) => (a.takenAt < b.takenAt ? -1 : 1));
}

function isRecord(value: unknown): value is InspectionRecord {
  return v.is(recordSchema, value);
}
