/** The intake's suites again, on a real PostgreSQL with many connections. */
import { afterAll, beforeAll, describe } from 'vitest';
import type { OpenDatabase } from '../../../server/database/open-database';
import { freshDatabase, hasPostgres, type FreshDatabase } from '../../support/fresh-database';
import { describeBlobs } from '../../unit/server/blobs.contract';
import { describeChanges } from '../../unit/server/changes.contract';
import { describePacks } from '../../unit/server/packs.contract';
import { describeShared } from '../../unit/server/shared.contract';
import { describeDevices } from '../../unit/server/devices.contract';
import { openMigrated } from '../../unit/server/migrated';

describe.skipIf(!hasPostgres)('on PostgreSQL', () => {
  let fresh: FreshDatabase;
  let database: OpenDatabase;
  beforeAll(async () => {
    fresh = await freshDatabase();
    database = await openMigrated({ kind: 'postgres', url: fresh.url, connections: 8 });
  });
  afterAll(async () => {
    await database.close();
    await fresh.drop();
  });
  describeDevices('devices', () => database);
  describeBlobs('blobs', () => database);
  describeChanges('changes', () => database);
  describeShared('assets and jobs', () => database);
  describePacks('taught packs', () => database);
});
