import type { Services } from '../../../src/services/services';

/** One case of the storage contract as it went in this browser; no `failure` means that it passed. */
export interface ContractOutcome {
  readonly title: string;
  readonly failure?: string;
}

/** What the test page offers. */
export interface TestPage {
  readonly services: Services;
  runStorageContract(): Promise<readonly ContractOutcome[]>;
}
