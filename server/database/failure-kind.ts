/** Distinguishes failures of the machine from bugs. */

/** `unavailable`: the same query may succeed later. */
export type FailureKind = 'storage-full' | 'unavailable' | 'bug';

/** SQLSTATE codes, PostgreSQL documentation, appendix A: disk_full. */
const fullCodes = new Set(['53100', 'ENOSPC', 'EDQUOT']);

/** Cancelled by a timeout, shut down, starting up, too many connections, deadlock; and the socket's own. */
const unavailableCodes = new Set([
  ...['57014', '57P01', '57P02', '57P03', '57P05', '53300', '55P03', '40P01', '40001', '25P03', '25006'],
  ...['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'],
]);

/** Messages of `pg`, its pool and sockets that have no code. */
const unavailableMessages =
  /connection terminated|socket hang up|timeout exceeded when trying to connect|query read timeout|not queryable|cannot use a pool after/i;

/** The kind of failure of `error` or of one of its causes. */
export function failureKindOf(error: unknown): FailureKind {
  const chain = causes(error);
  if (chain.some(isFull)) return 'storage-full';
  return chain.some(isUnavailable) ? 'unavailable' : 'bug';
}

function causes(error: unknown, depth = 0): readonly Error[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const more = error instanceof AggregateError ? error.errors : [error.cause];
  return [error, ...more.flatMap((cause: unknown) => causes(cause, depth + 1))];
}

function isFull(error: Error): boolean {
  return fullCodes.has(codeOf(error)) || /no space left on device/i.test(error.message);
}

function isUnavailable(error: Error): boolean {
  const code = codeOf(error);
  // The client of the object store marks failures of the server this way.
  if ('$fault' in error && error.$fault === 'server') return true;
  return unavailableCodes.has(code) || code.startsWith('08') || unavailableMessages.test(error.message);
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
