import { batchesContract } from './batches.contract';
import type { ContractCase } from './contract-case';
import { historyContract } from './history.contract';
import { oldDatabaseContract } from './old-database.contract';
import { outboxContract } from './outbox.contract';
import { reviewContract } from './review.contract';
import { sealingContract } from './sealing.contract';
import { storageHost, type StorageOptions } from './storage-fixture';
import { selectionsContract } from './selections.contract';
import { sharedItemsContract } from './shared-items.contract';
import { storageContract } from './storage.contract';
import { summaryMigrationContract } from './summary-migration.contract';
import { teachingsContract } from './teachings.contract';
import { writeRacesContract } from './write-races.contract';

/** Every contract of storage, in storage with these options. */
export function allContracts(options: StorageOptions = {}): readonly ContractCase[] {
  const host = storageHost(options);
  const contracts = [
    storageContract,
    outboxContract,
    historyContract,
    reviewContract,
    writeRacesContract,
    batchesContract,
    sharedItemsContract,
    teachingsContract,
    selectionsContract,
    oldDatabaseContract,
    summaryMigrationContract,
    ...(options.sealer === undefined ? [] : [sealingContract]),
  ];
  return contracts.flatMap((contract) => contract(host));
}
