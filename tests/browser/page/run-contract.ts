import { allContracts } from '../../contract/all-contracts';
import type { ContractCase } from '../../contract/contract-case';
import { createAesSealer } from '../../support/aes-sealer';
import type { ContractOutcome } from './test-page';

/** Runs the contracts of storage on this browser's IndexedDB, one case after another. */
export function runStorageContract(): Promise<readonly ContractOutcome[]> {
  return runAll(allContracts());
}

/** The same, with everything encrypted by WebCrypto. */
export async function runEncryptedStorageContract(): Promise<readonly ContractOutcome[]> {
  return runAll(allContracts({ sealer: await createAesSealer() }));
}

async function runAll(cases: readonly ContractCase[]): Promise<readonly ContractOutcome[]> {
  const outcomes: ContractOutcome[] = [];
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
