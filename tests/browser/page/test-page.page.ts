/** The product's services on `window.fieldgrade`, for tests without screens. */
import { composeServices } from '../../../src/app/compose';
import { learnMadeCells } from '../../contract/learn-made-cells';
import { teachMadeCells } from '../../contract/teach-made-cells';
import { timeDecoding } from './decode-bench';
import { timeHistory, timeUpgrade } from './history-bench';
import { loadTwice } from './load-twice';
import { runEncryptedStorageContract, runStorageContract } from './run-contract';
import type { TestPage } from './test-page';

declare global {
  interface Window {
    fieldgrade: Promise<TestPage>;
  }
}

/** Shorter than the product's, so that tests need not wait; long enough for a loaded machine. */
const limits = { idleMs: 20_000, silenceMs: 110_000, cancelGraceMs: 200, picturesPerWorker: 50 };

async function openTestPage(): Promise<TestPage> {
  const services = await composeServices(limits);
  const contracts = { runStorageContract, runEncryptedStorageContract };
  return { services, loadTwice, ...contracts, teachMadeCells, learnMadeCells, timeDecoding, timeUpgrade, timeHistory };
}

window.fieldgrade = openTestPage();
