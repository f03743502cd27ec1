import { isFileFault } from '../domain/file-fault';
import { describeFileFault, describeInspectFault, type FaultText } from '../words/fault-text';
import { describePackFetchFault } from './pack-fault-text';
import type { QueueFault } from '../services/inspect-queue-state';
import type { Words } from '../words/words';

/** Why a picture has no verdict. */
export function describeQueueFault(words: Words, fault: QueueFault): FaultText {
  if (isFileFault(fault)) return describeFileFault(words, fault);
  switch (fault.kind) {
    case 'offline':
    case 'server-refused':
    case 'not-a-pack-file':
    case 'storage-fault':
      return describePackFetchFault(words, fault);
    default:
      return describeInspectFault(words, fault);
  }
}
