import { oldDatabaseContract } from '../../contract/old-database.contract';
import { outboxContract } from '../../contract/outbox.contract';
import { storageContract } from '../../contract/storage.contract';
import type { ContractOutcome } from './test-page';

/** Runs the storage contract on this browser's IndexedDB, one case after another. */
export async function runStorageContract(): Promise<readonly ContractOutcome[]> {
  const outcomes: ContractOutcome[] = [];
  const cases = [...storageContract, ...outboxContract, ...oldDatabaseContract];
  for (const { title, run } of cases) outcomes.push({ title, ...(await failureOf(run)) });
  return outcomes;
}

async function failureOf(run: () => Promise<void>): Promise<{ readonly failure?: string }> {
  try {
    await run();
    return {};
  } catch (error) {
    return { failure: String(error) };
  }
}
