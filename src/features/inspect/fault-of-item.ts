import { describeInspectFault, type FaultText } from '../../domain/fault-text';
import { describePackFetchFault } from '../fault-words';
import type { QueueFault } from '../../services/inspect-queue-state';

/** Why a picture has no verdict, in words. */
export function describeQueueFault(fault: QueueFault): FaultText {
  switch (fault.kind) {
    case 'offline':
    case 'server-refused':
    case 'not-a-pack-file':
    case 'storage-fault':
      return describePackFetchFault(fault);
    default:
      return describeInspectFault(fault);
  }
}
