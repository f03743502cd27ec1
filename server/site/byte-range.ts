/** The bytes asked for, both ends included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The one range of a `Range` header (RFC 9110, section 14.2) within `totalBytes`. Several ranges, other units and nonsense
 * count as no range, which the standard allows; a range outside the file is `unsatisfiable`.
 */
export function parseByteRange(
  header: string | undefined,
  totalBytes: number,
): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  const [, from = '', to = ''] = match ?? [];
  if (from === '' && to === '') return undefined;
  if (from === '') return within({ first: Math.max(0, totalBytes - Number(to)), last: totalBytes - 1 }, totalBytes);
  const last = to === '' ? totalBytes - 1 : Math.min(Number(to), totalBytes - 1);
  if (to !== '' && Number(to) < Number(from)) return undefined;
  return within({ first: Number(from), last }, totalBytes);
}

function within(range: ByteRange, totalBytes: number): ByteRange | 'unsatisfiable' {
  return range.first < totalBytes && range.first <= range.last ? range : 'unsatisfiable';
}
