/** Refusals of the intake and of everything round it: facts for the app, words for a person with curl. */
import type { IntakeFault } from '../../src/protocol/intake';

const statuses: Readonly<Record<IntakeFault['kind'], number>> = {
  'not-valid': 400,
  'too-large': 413,
  'no-token': 401,
  'token-revoked': 403,
  'not-allowed': 403,
  'not-found': 404,
  'already-registered': 409,
  'wrong-offset': 409,
  'wrong-hash': 422,
  'not-what-it-says': 422,
  'blobs-missing': 409,
  'other-content': 409,
  // Not 403, which would pause the whole outbox of the device for one record.
  'not-yours': 409,
  'too-many-requests': 429,
  'storage-full': 507,
  unavailable: 503,
};

/** How long a client waits before it asks an ailing server again, in seconds. */
const pauseS = 5;

/** The HTTP status of a kind of fault. */
export function statusOfKind(kind: IntakeFault['kind']): number {
  return statuses[kind];
}

/** The answer to a request that is refused. */
export function refuse(fault: IntakeFault): Response {
  const headers = new Headers({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  if (fault.kind === 'no-token') headers.set('www-authenticate', 'Bearer');
  const waitS = retryAfterS(fault);
  if (waitS !== undefined) headers.set('retry-after', String(waitS));
  return new Response(JSON.stringify({ fault, error: wordsOf(fault) }), { status: statusOfKind(fault.kind), headers });
}

function retryAfterS(fault: IntakeFault): number | undefined {
  if (fault.kind === 'too-many-requests') return fault.retryAfterS;
  return fault.kind === 'unavailable' || fault.kind === 'storage-full' ? pauseS : undefined;
}

/** The fault in one sentence. */
export function wordsOf(fault: IntakeFault): string {
  switch (fault.kind) {
    case 'not-valid':
      return `${fault.at === '' ? 'The request' : fault.at} is not valid: wanted ${fault.wanted}.`;
    case 'too-large':
      return `At most ${fault.limitBytes} bytes are taken here.`;
    case 'wrong-offset':
      return `The server has ${fault.receivedBytes} bytes: go on from there.`;
    case 'wrong-hash':
      return `What arrived has the SHA-256 ${fault.found}.`;
    case 'not-what-it-says':
      return `It is said to be ${fault.mime}, but it is ${fault.found}.`;
    case 'blobs-missing':
      return `${fault.missing.length} blobs have to be sent first.`;
    case 'other-content':
      return `This change is kept already, with another content: ${fault.contentHash}.`;
    case 'too-many-requests':
      return `Too many requests: wait ${fault.retryAfterS} s.`;
    default:
      return plainWords[fault.kind];
  }
}

type PlainKind =
  | 'no-token'
  | 'token-revoked'
  | 'not-allowed'
  | 'not-found'
  | 'already-registered'
  | 'not-yours'
  | 'storage-full'
  | 'unavailable';

const plainWords: Readonly<Record<PlainKind, string>> = {
  'no-token': 'A valid token is needed: Authorization: Bearer …',
  'token-revoked': 'This token has been revoked. Ask the office.',
  'not-allowed': 'This token does not allow that.',
  'not-found': 'There is no such thing here.',
  'already-registered': 'This device is registered already, and its token has been used.',
  'not-yours': 'This record belongs to another device.',
  'storage-full': 'The server has no room left. Nothing was kept of this request.',
  unavailable: 'The server cannot answer just now. Try again in a moment.',
};
