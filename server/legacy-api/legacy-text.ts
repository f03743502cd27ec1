/** The `error` texts of the legacy API: what happened and what to do next. */
import { describeInspectFault } from '../../src/words/fault-text';
import { words } from '../words';
import type { LegacyFault } from './legacy-response';

const { say } = words;

const userSample = '{"name": "…", "location": "…"}';

/** The text of a fault. */
export function legacyText(fault: LegacyFault): string {
  switch (fault.kind) {
    case 'busy':
      return say('server.busy', { seconds: fault.retryAfterS });
    case 'too-large':
      return say('server.upload-too-large', { mebibytes: Math.floor(fault.limitBytes / 2 ** 20) });
    case 'out-of-time':
      return say('server.out-of-time', { seconds: fault.limitMs / 1000 });
    case 'not-sure':
      return say('server.not-sure', { likeliest: fault.likeliest, confidence: fault.confidence });
    case 'no-user':
      return say('server.no-user', { missing: fault.missing.join(', '), sample: userSample });
    case 'not-json':
      return say('server.not-json', { sample: userSample });
    case 'wrong-method':
      return say('server.wrong-method', { allowed: words.list(fault.allowed) });
    case 'broken-multipart':
      return say('server.broken-multipart', { what: say(`server.multipart-${fault.what}`) });
    case 'too-many-parts':
      return say('server.too-many-parts', { limit: fault.limit });
    case 'no-file':
      return say('server.no-file', { field: fault.field });
    case 'too-many-files':
      return say('server.too-many-files', { limit: fault.limit });
    case 'bad-field':
      return say('server.bad-field', { field: fault.field, wanted: say(`server.field-${fault.wanted}`) });
    case 'no-room':
    case 'cut-off':
    case 'no-such-picture':
    case 'not-multipart':
    case 'no-boundary':
      return say(`server.${fault.kind}`);
    default: {
      const { title, advice } = describeInspectFault(words, fault);
      return `${title} ${advice}`;
    }
  }
}
