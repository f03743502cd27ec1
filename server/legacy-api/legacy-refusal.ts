/** Every refusal of the earlier systems' interface: a status and `{"error": words}`, the words saying what to do. */
import { describeInspectFault } from '../../src/words/fault-text';
import { nodeEnglish } from '../../src/words/node-english';
import { createWords } from '../../src/words/words';
import type { Busy, InferenceFault } from '../inference/inference';
import type { FormFault } from './picture-form';
import type { UploadFault } from './upload';

const words = createWords({ tag: 'en', timeZone: 'UTC' }, nodeEnglish);

/** Why a request has no answer of its contract. */
export type LegacyFault =
  | UploadFault
  | FormFault
  | InferenceFault
  | Busy
  /** The pack is not sure enough of any grade to say one. */
  | { readonly kind: 'not-sure'; readonly likeliest: string; readonly confidence: string }
  | { readonly kind: 'no-user'; readonly missing: readonly string[] }
  | { readonly kind: 'not-json' }
  | { readonly kind: 'no-such-picture' }
  | { readonly kind: 'wrong-method'; readonly allowed: readonly string[] };

/** How long a client waits where nothing better is known, in seconds. */
const pauseS = 2;

/** The answer to a request that is refused. */
export function refuseLegacy(fault: LegacyFault): Response {
  const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'no-store' });
  const status = statuses[fault.kind] ?? 400;
  if (status === 503) headers.set('retry-after', String(fault.kind === 'busy' ? fault.retryAfterS : pauseS));
  if (fault.kind === 'wrong-method') headers.set('allow', fault.allowed.join(', '));
  return new Response(JSON.stringify({ error: legacyWords(fault) }), { status, headers });
}

/** Everything else is the client's to mend: 400, as the earlier systems said. */
const statuses: Partial<Readonly<Record<LegacyFault['kind'], number>>> = {
  'too-large': 413,
  'no-such-picture': 404,
  'wrong-method': 405,
  'not-sure': 422,
  'network-failed': 500,
  'no-room': 503,
  busy: 503,
  'worker-lost': 503,
  'out-of-time': 503,
  'pack-fault': 503,
  'pack-not-loaded': 503,
  'pack-not-taught': 503,
  cancelled: 503,
};

/** The fault in words. */
export function legacyWords(fault: LegacyFault): string {
  switch (fault.kind) {
    case 'busy':
      return `The server is busy with other pictures. Send it again in ${fault.retryAfterS} s.`;
    case 'no-room':
      return 'The server is busy with other uploads. Send it again in a moment.';
    case 'too-large':
      return `The upload is larger than ${Math.floor(fault.limitBytes / 2 ** 20)} MiB. Send fewer or smaller pictures.`;
    case 'cut-off':
      return 'The upload ended before it was complete. Send it again.';
    case 'out-of-time':
      return `The picture took longer than ${fault.limitMs / 1000} s and was given up. Send a smaller copy.`;
    case 'not-sure':
      return `Not sure enough to grade this picture: the likeliest is ${fault.likeliest} with ${fault.confidence}. Take it again, from nearer and in even light.`;
    case 'no-user':
      return `Missing: ${fault.missing.join(', ')}. Send JSON as {"name": "…", "location": "…"}.`;
    case 'not-json':
      return 'The body is not JSON. Send JSON as {"name": "…", "location": "…"}.';
    case 'no-such-picture':
      return 'There is no such picture; those of older results are removed after a while. Analyse the picture again.';
    case 'wrong-method':
      return `This address takes ${fault.allowed.join(' and ')} only.`;
    default:
      return isFormFault(fault) ? formWords(fault) : inspectWords(fault);
  }
}

type InspectingFault = Exclude<InferenceFault, { kind: 'out-of-time' }>;

const formKinds: readonly string[] = [
  'not-multipart',
  'no-boundary',
  'broken-multipart',
  'too-many-parts',
  'no-file',
  'too-many-files',
  'bad-field',
] satisfies readonly FormFault['kind'][];

function isFormFault(fault: FormFault | InspectingFault): fault is FormFault {
  return formKinds.includes(fault.kind);
}

function formWords(fault: FormFault): string {
  switch (fault.kind) {
    case 'not-multipart':
      return 'No file was sent. Send the picture as multipart/form-data, in the field “file”.';
    case 'no-boundary':
      return 'The Content-Type names no boundary. Let the HTTP library write that header itself.';
    case 'broken-multipart':
      return `The multipart body cannot be read: ${fault.what}. Send it again.`;
    case 'too-many-parts':
      return `The form has more than ${fault.limit} parts. Send fewer pictures at a time.`;
    case 'no-file':
      return `No file was sent. Put the picture into the field “${fault.field}”.`;
    case 'too-many-files':
      return fault.limit === 1
        ? 'Send one picture at a time here; several go to /api/v1/batch-detect.'
        : `Send at most ${fault.limit} pictures at a time.`;
    case 'bad-field':
      return `The field “${fault.field}” must be ${fault.wanted}.`;
  }
}

function inspectWords(fault: InspectingFault): string {
  const { title, advice } = describeInspectFault(words, fault);
  return `${title} ${advice}`;
}
