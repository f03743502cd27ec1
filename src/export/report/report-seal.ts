/**
 * The seal of a report file: its last line holds the SHA-256 of everything before it. It shows that the file was damaged or edited
 * later. It is no signature: an edited file can be sealed again, so the records are also computed again.
 */

const mark = 'fieldgrade-seal:sha256:';
const hashLength = 64;

/** The last line of a file of that form. */
export function sealLine(form: 'html' | 'pdf', sha256: string): string {
  return form === 'html' ? `<!--${mark}${sha256}-->\n` : `%${mark}${sha256}\n`;
}

/** A file with a seal: its content, and the hash that the content had. */
export interface SealedFile {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
}

/** Divides a file at its seal; undefined where the last line is none. */
export function splitSeal(bytes: Uint8Array<ArrayBuffer>): SealedFile | undefined {
  const tail = bytes.subarray(Math.max(0, bytes.length - 2 * (mark.length + hashLength)));
  const text = Array.from(tail, (byte) => String.fromCharCode(byte)).join('');
  const found = /(?:<!--|%)fieldgrade-seal:sha256:([0-9a-f]{64})(?:-->)?\s*$/.exec(text);
  if (found?.[1] === undefined) return undefined;
  return { content: bytes.slice(0, bytes.length - tail.length + found.index), sha256: found[1] };
}
