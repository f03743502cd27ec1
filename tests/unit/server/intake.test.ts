import { afterAll, beforeAll } from 'vitest';
import type { OpenDatabase } from '../../../server/database/open-database';
import { describeBlobs } from './blobs.contract';
import { describeChanges } from './changes.contract';
import { describeDevices } from './devices.contract';
import { openingMs, openMigrated } from './migrated';
import { describePacks } from './packs.contract';
import { describeShared } from './shared.contract';

let database: OpenDatabase;
beforeAll(async () => {
  database = await openMigrated();
}, openingMs);
afterAll(() => database.close());

describeDevices('devices on the embedded database', () => database);
describeBlobs('blobs on the embedded database', () => database);
describeChanges('changes on the embedded database', () => database);
describeShared('assets and jobs on the embedded database', () => database);
describePacks('taught packs on the embedded database', () => database);
