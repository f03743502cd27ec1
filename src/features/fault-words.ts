/** Faults of storage and pack fetching in words; those of pictures and packs come from `domain/fault-text`. */
import { describePackFault, type FaultText } from '../domain/fault-text';
import type { StorageFault } from '../domain/record';
import { formatBytes } from '../ui/format';
import type { PackFetchFault } from '../services/fetch-pack-file';

/** Why something could not be kept or read. */
export function describeStorageFault(fault: StorageFault): FaultText {
  switch (fault.kind) {
    case 'storage-full':
      return {
        title: 'The storage of this device is full.',
        advice: `${formatBytes(fault.neededBytes)} are needed. Remove what you do not inspect with (it can be downloaded again), old inspections or other files, then try again.`,
      };
    case 'storage-unavailable':
      return {
        title: 'The browser gives no storage.',
        advice: `Leave private browsing, or allow site data for this address. What is already saved is safe. Detail: ${fault.detail}`,
      };
    case 'write-conflict':
      return {
        title: 'Another tab changed this inspection at the same time.',
        advice: 'Nothing was saved. Close other tabs of this app and try again.',
      };
    case 'newer-database':
      return {
        title: 'Your inspections were saved by a newer version of this app.',
        advice: 'Close every tab of Fieldgrade and open it again to load the newer version. Nothing is lost.',
      };
    case 'damaged':
      return {
        title: 'A saved picture is damaged and cannot be shown.',
        advice: 'The grade and the numbers are still there. The picture itself was changed or cut off on this device.',
      };
  }
}

/** Why a pack could not be fetched. */
export function describePackFetchFault(fault: PackFetchFault): FaultText {
  switch (fault.kind) {
    case 'offline':
      return {
        title: 'There is no connection to download this.',
        advice: 'Connect once, by Wi-Fi or mobile data, and try again. After that it works without.',
      };
    case 'server-refused':
      return {
        title: `The server did not give a file (answer ${fault.status}).`,
        advice: 'Try again in a minute. What was already downloaded is kept.',
      };
    case 'not-a-pack-file':
      return {
        title: 'The network gave another page instead of the file.',
        advice: 'Perhaps this Wi-Fi wants you to log in first. Open any website, log in, then try again.',
      };
    case 'pack-fault':
      return describePackFault(fault.fault);
    case 'storage-fault':
      return describeStorageFault(fault.fault);
  }
}
