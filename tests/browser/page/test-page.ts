import type { PackInput } from '../../../src/domain/pack';
import type { DecodeTimes } from './decode-bench';
import type { TimedRead, TimedUpgrade } from './history-bench';
import type { Services } from '../../../src/services/services';
import type { ExampleCase, LearningNumbers } from '../../contract/learn-made-cells';
import type { TaughtCase, TaughtNumbers } from '../../contract/teach-made-cells';

/** The outcome of one case of the storage contract in this browser; no `failure` means that it passed. */
export interface ContractOutcome {
  readonly title: string;
  readonly failure?: string;
}

/** The outcomes of a load that was cancelled, and of the next one in the same worker. */
export interface WatchedLoads {
  readonly cancelled: { readonly outcome: string; readonly steps: readonly string[] };
  readonly finished: { readonly outcome: string; readonly steps: readonly string[] };
  readonly startedWorkers: number;
}

/** What the test page offers. */
export interface TestPage {
  readonly services: Services;
  /** Loads the pack in a separate worker: cancelled at its first step, then to the end. */
  loadTwice(packId: string): Promise<WatchedLoads>;
  runStorageContract(): Promise<readonly ContractOutcome[]>;
  /** With everything encrypted by WebCrypto. */
  runEncryptedStorageContract(): Promise<readonly ContractOutcome[]>;
  teachMadeCells(each: TaughtCase): Promise<TaughtNumbers>;
  learnMadeCells(each: ExampleCase): Promise<LearningNumbers>;
  /** For `npm run bench`. */
  timeDecoding(bytes: ArrayBuffer, input: PackInput, runs: number): Promise<DecodeTimes>;
  /** For `npm run bench:history`. */
  timeUpgrade(records: number): Promise<TimedUpgrade>;
  timeHistory(records: number): Promise<readonly TimedRead[]>;
}
