import type { TimedRead, TimedUpgrade } from './history-bench';
import type { Services } from '../../../src/services/services';

/** The outcome of one case of the storage contract in this browser; no `failure` means that it passed. */
export interface ContractOutcome {
  readonly title: string;
  readonly failure?: string;
}

/** What the test page offers. */
export interface TestPage {
  readonly services: Services;
  runStorageContract(): Promise<readonly ContractOutcome[]>;
  /** With everything encrypted by WebCrypto. */
  runEncryptedStorageContract(): Promise<readonly ContractOutcome[]>;
  /** For `npm run bench:history`. */
  timeUpgrade(records: number): Promise<TimedUpgrade>;
  timeHistory(records: number): Promise<readonly TimedRead[]>;
}
