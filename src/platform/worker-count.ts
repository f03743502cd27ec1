/** How many inspector workers this device can use. */

/** What the browser says of the device. `deviceMemory`: GB, at most 8; absent outside Chromium. */
interface DeviceSize {
  readonly hardwareConcurrency: number;
  readonly deviceMemory?: number;
}

const coresForTwo = 4;
const memoryGbForTwo = 4;

/** Two from four cores and 4 GB, else one; unknown memory counts as too little: `docs/adr/0018-batches.md`. */
export function workerCount(device: DeviceSize): 1 | 2 {
  const { hardwareConcurrency, deviceMemory = 0 } = device;
  return hardwareConcurrency >= coresForTwo && deviceMemory >= memoryGbForTwo ? 2 : 1;
}
