/** SHA-256 in lower-case hex, in Node. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** The hash of bytes, or of a text as UTF-8. */
export function sha256Hex(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The hash of a file, read piece by piece. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
