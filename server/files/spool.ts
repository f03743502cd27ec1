/** Stores a body that is too large for memory in a temporary file, under a generated name. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { IntakeFault } from '../../src/protocol/intake';
import { fail, succeed, type Result } from '../../src/domain/result';

/** Where the server spools. `dataDir`: the folder of its data. */
export function spoolDirOf(dataDir: string): string {
  return join(dataDir, 'incoming');
}

/** Writes `body` to a file under `dir`, calls `use` with its path, and removes it in any case. */
export async function withSpooled<Value>(
  dir: string,
  body: ReadableStream<Uint8Array>,
  limitBytes: number,
  use: (path: string) => Promise<Result<Value, IntakeFault>>,
): Promise<Result<Value, IntakeFault>> {
  await mkdir(dir, { recursive: true });
  const path = join(dir, randomUUID());
  try {
    const written = await writeBody(path, body, limitBytes);
    return written.ok ? await use(path) : written;
  } finally {
    await rm(path, { force: true });
  }
}

async function writeBody(
  path: string,
  body: ReadableStream<Uint8Array>,
  limitBytes: number,
): Promise<Result<undefined, IntakeFault>> {
  const file = await open(path, 'wx');
  try {
    let bytes = 0;
    for await (const chunk of body) {
      bytes += chunk.byteLength;
      if (bytes > limitBytes) return fail({ kind: 'too-large', limitBytes });
      await file.writeFile(chunk);
    }
    return succeed(undefined);
  } finally {
    await file.close();
  }
}
