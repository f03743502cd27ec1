import type { IntakeFault } from '../../src/protocol/intake';
import { words } from '../words';

const { say } = words;

/** An intake fault in one sentence. */
export function intakeFaultText(fault: IntakeFault): string {
  switch (fault.kind) {
    case 'not-valid':
      return fault.at === ''
        ? say('server.request-not-valid', { wanted: fault.wanted })
        : say('server.not-valid', { at: fault.at, wanted: fault.wanted });
    case 'too-large':
      return say('server.too-large', { bytes: String(fault.limitBytes) });
    case 'encoded-body':
      return say('server.encoded-body', { encoding: fault.encoding });
    case 'wrong-offset':
      return say('server.wrong-offset', { bytes: String(fault.receivedBytes) });
    case 'wrong-hash':
      return say('server.wrong-hash', { found: fault.found });
    case 'not-what-it-says':
      return say('server.not-what-it-says', { declared: fault.mime, found: fault.found });
    case 'blobs-missing':
      return say('server.blobs-missing', { count: fault.missing.length });
    case 'other-content':
      return say('server.other-content', { hash: fault.contentHash });
    case 'too-many-requests':
      return say('server.too-many-requests', { seconds: fault.retryAfterS });
    default:
      return say(`server.${fault.kind}`);
  }
}
