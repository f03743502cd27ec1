/** Refusals of the intake and of the HTTP layer: a fault as data for the app, and a text for a person who uses curl. */
import type { IntakeFault } from '../../src/protocol/intake';
import { intakeFaultText } from './intake-fault-text';

const statuses: Readonly<Record<IntakeFault['kind'], number>> = {
  'not-valid': 400,
  'too-large': 413,
  'encoded-body': 415,
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
  // Not 403, which would pause the outbox of the device because of one record.
  'not-yours': 409,
  'too-many-requests': 429,
  'storage-full': 507,
  unavailable: 503,
};

/** Seconds before a client asks an unavailable server again. */
const pauseS = 5;

/** The HTTP status of a kind of fault. */
export function statusOfKind(kind: IntakeFault['kind']): number {
  return statuses[kind];
}

/** The response to a refused request. */
export function refuse(fault: IntakeFault): Response {
  const headers = new Headers({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  if (fault.kind === 'no-token') headers.set('www-authenticate', 'Bearer');
  const waitS = retryAfterS(fault);
  if (waitS !== undefined) headers.set('retry-after', String(waitS));
  return new Response(JSON.stringify({ fault, error: intakeFaultText(fault) }), {
    status: statusOfKind(fault.kind),
    headers,
  });
}

function retryAfterS(fault: IntakeFault): number | undefined {
  if (fault.kind === 'too-many-requests') return fault.retryAfterS;
  return fault.kind === 'unavailable' || fault.kind === 'storage-full' ? pauseS : undefined;
}
