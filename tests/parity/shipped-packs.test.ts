/** The shipped packs load on this machine. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createNodeEngine } from '../../node-host/node-engine';
import { findPack, readPack } from '../../node-host/pack-folder';

interface IndexEntry {
  readonly id: string;
  readonly version: string;
  readonly manifest: string;
  readonly bytes: number;
  readonly sha256: string;
}

const index = JSON.parse(readFileSync('models/index.json', 'utf8')) as { packs: IndexEntry[] };

test.each(index.packs)(
  'PACK-8 $id parses, its files have the stated hashes, its golden numbers agree',
  async ({ id }) => {
    const found = await findPack(join('models', id));
    if (found === undefined || !('pack' in found)) throw new Error(JSON.stringify(found));
    const bytes = await readPack(found);
    if (!bytes.ok) throw new Error(JSON.stringify(bytes.fault));
    expect(await createNodeEngine().load(bytes.value)).toMatchObject({ ok: true, value: { pack: { id } } });
  },
);

test.each(index.packs)(
  'PACK-8 the index states size and hash of the manifest of $id',
  ({ manifest, bytes, sha256, version }) => {
    const found = readFileSync(join('models', manifest));
    expect(found.length).toBe(bytes);
    expect(createHash('sha256').update(found).digest('hex')).toBe(sha256);
    expect(JSON.parse(found.toString())).toMatchObject({ version });
  },
);
