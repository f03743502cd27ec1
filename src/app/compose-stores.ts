/** Constructs the repositories over one connection to the database. */
import { nowMs } from '../platform/clock';
import { newId } from '../platform/ids';
import { sha256 } from '../platform/sha256';
import { freeBytes } from '../platform/storage-health';
import { createBatchRepository } from '../storage/batches';
import { createConnection } from '../storage/connection';
import { createHistoryRepository } from '../storage/history';
import { createInspectionRepository } from '../storage/inspections';
import { allMigrations } from '../storage/migrations/all-migrations';
import { createPackVersionRepository } from '../storage/pack-versions';
import { createPackRepository } from '../storage/packs';
import { createSelectionRepository } from '../storage/selections';
import { createSharedItemRepository } from '../storage/shared-items';
import { createTeachingRepository } from '../storage/teachings';

export type Stores = ReturnType<typeof openStores>;

/** The database opens with the first use. */
export function openStores() {
  const connection = createConnection({ name: 'fieldgrade', migrations: allMigrations }, freeBytes);
  return {
    connection,
    packs: createPackRepository(connection),
    packVersions: createPackVersionRepository(connection),
    inspections: createInspectionRepository(connection, { newId, nowMs, sha256 }),
    history: createHistoryRepository(connection),
    items: createSharedItemRepository(connection, { newId, nowMs }),
    batches: createBatchRepository(connection),
    selections: createSelectionRepository(connection),
    teachings: createTeachingRepository(connection),
  };
}
