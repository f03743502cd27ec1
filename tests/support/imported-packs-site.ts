/** The built app with packs that were made of imported networks. */
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, type ServerType } from '@hono/node-server';
import sharp from 'sharp';
import { createApp } from '../../server/app';
import { silentLog } from '../../server/http/log';
import { listSite, type SiteListing } from '../../server/site/site-listing';
import type { Pack } from '../../src/domain/pack';

const siteDir = join(import.meta.dirname, '../../dist');
const fixturesDir = join(import.meta.dirname, '../fixtures/parity/imported');

/** The pack whose golden output is wrong. */
export const wrongPackId = 'wrong-numbers';

/** The pack that needs a newer app. */
export const laterPackId = 'later-format';

/** A running site. */
export interface ImportedPacksSite {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves the site with the product's server on a free port. */
export async function serveImportedPacks(): Promise<ImportedPacksSite> {
  const modelsDir = await mkdtemp(join(tmpdir(), 'fieldgrade-models-'));
  await cp(fixturesDir, modelsDir, { recursive: true });
  await addUnusablePacks(modelsDir);
  const { fetch } = createApp({ site: await siteWith(modelsDir), log: silentLog });
  const { server, port } = await new Promise<{ readonly server: ServerType; readonly port: number }>((resolve) => {
    const opening = serve({ fetch, port: 0 }, (bound) => resolve({ server: opening, port: bound.port }));
  });
  return {
    url: `http://localhost:${port}/`,
    close: async () => {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(modelsDir, { recursive: true });
    },
  };
}

/** The manifest of one of the packs. */
export async function importedPack(kind: string): Promise<Pack> {
  return JSON.parse(await readFile(join(fixturesDir, kind, 'pack.json'), 'utf8')) as Pack;
}

/** The golden picture of one of the packs as a PNG. */
export async function goldenPng(kind: string): Promise<Buffer> {
  const { widthPx: width, heightPx: height } = (await importedPack(kind)).golden.picture;
  const raw = await readFile(join(fixturesDir, kind, 'golden.bin'));
  return sharp(raw, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

async function siteWith(modelsDir: string): Promise<SiteListing> {
  const app = [...(await listSite(siteDir))].filter(([path]) => !path.startsWith('/models/'));
  const models = [...(await listSite(modelsDir))].map(([path, file]) => [`/models${path}`, file] as const);
  return new Map([...app, ...models]);
}

/** Adds copies of a pack: one expects its probabilities in the wrong order, one has a later format. */
async function addUnusablePacks(modelsDir: string): Promise<void> {
  const right = await importedPack('keras-softmax');
  const [first = 0, ...others] = right.golden.expected.probabilities ?? [];
  const golden = { ...right.golden, expected: { probabilities: [...others, first] } };
  const entries = [
    await addCopy(modelsDir, right.id, { ...right, id: wrongPackId, title: wrongPackId, golden }),
    await addCopy(modelsDir, right.id, { ...right, id: laterPackId, title: laterPackId, format: 2 }),
  ];
  const indexPath = join(modelsDir, 'index.json');
  const { packs } = JSON.parse(await readFile(indexPath, 'utf8')) as { readonly packs: readonly unknown[] };
  await writeFile(indexPath, JSON.stringify({ packs: [...packs, ...entries] }));
}

/** Copies a pack under another manifest. Returns its entry in the index. */
async function addCopy(modelsDir: string, of: string, { format, ...pack }: Omit<Pack, 'format'> & { format: number }) {
  const { id, version, title, summary } = pack;
  await cp(join(modelsDir, of), join(modelsDir, id), { recursive: true });
  const manifest = Buffer.from(JSON.stringify({ format, ...pack }));
  await writeFile(join(modelsDir, id, 'pack.json'), manifest);
  const sha256 = createHash('sha256').update(manifest).digest('hex');
  return { id, version, title, summary, manifest: `${id}/pack.json`, bytes: manifest.length, sha256 };
}
