/** The built app with packs on offer that were made of others' networks: a site whose `models/` a user filled. */
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import sharp from 'sharp';
import { createApp } from '../../server/app';
import { silentLog } from '../../server/http/log';
import { listSite, type SiteListing } from '../../server/site/site-listing';
import type { Pack } from '../../src/domain/pack';
import { freePort } from './free-port';

const siteDir = join(import.meta.dirname, '../../dist');
const fixturesDir = join(import.meta.dirname, '../fixtures/parity/foreign');

/** The pack among them whose golden numbers no host computes. */
export const wrongPackId = 'wrong-numbers';

/** A site that is served until it is closed. */
export interface ForeignSite {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves the site on a port of its own, by the product's own server. */
export async function serveForeignSite(): Promise<ForeignSite> {
  const modelsDir = await mkdtemp(join(tmpdir(), 'fieldgrade-models-'));
  await cp(fixturesDir, modelsDir, { recursive: true });
  await addWrongPack(modelsDir);
  const port = await freePort();
  const { fetch } = createApp({ site: await siteWith(modelsDir), log: silentLog });
  const server = serve({ fetch, port });
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
export async function foreignPack(kind: string): Promise<Pack> {
  return JSON.parse(await readFile(join(fixturesDir, kind, 'pack.json'), 'utf8')) as Pack;
}

/** The golden picture of one of the packs as a PNG. */
export async function goldenPng(kind: string): Promise<Buffer> {
  const { widthPx: width, heightPx: height } = (await foreignPack(kind)).golden.picture;
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

/** A copy of a pack that expects the probabilities of its golden picture in the wrong order, put on offer with the others. */
async function addWrongPack(modelsDir: string): Promise<void> {
  const right = await foreignPack('keras-softmax');
  const [first = 0, ...others] = right.golden.expected.probabilities ?? [];
  const probabilities = [...others, first];
  const wrong = {
    ...right,
    id: wrongPackId,
    title: wrongPackId,
    golden: { ...right.golden, expected: { probabilities } },
  };
  await cp(join(modelsDir, right.id), join(modelsDir, wrongPackId), { recursive: true });
  const manifest = Buffer.from(JSON.stringify(wrong));
  await writeFile(join(modelsDir, wrongPackId, 'pack.json'), manifest);
  const { version, title, summary } = wrong;
  const sha256 = createHash('sha256').update(manifest).digest('hex');
  const path = `${wrongPackId}/pack.json`;
  const entry = { id: wrongPackId, version, title, summary, manifest: path, bytes: manifest.length, sha256 };
  const indexPath = join(modelsDir, 'index.json');
  const { packs } = JSON.parse(await readFile(indexPath, 'utf8')) as { readonly packs: readonly unknown[] };
  await writeFile(indexPath, JSON.stringify({ packs: [...packs, entry] }));
}
