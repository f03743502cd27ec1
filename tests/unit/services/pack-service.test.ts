import 'fake-indexeddb/auto';
import { expect, onTestFinished, test } from 'vitest';
import type { PackBytes } from '../../../src/domain/loaded-pack';
import { parsePackText } from '../../../src/domain/parse-pack';
import { createPackService } from '../../../src/services/pack-service';
import type { PackService } from '../../../src/services/services';
import { sha256 } from '../../../src/platform/sha256';
import { openStorage } from '../../contract/storage-fixture';
import { makePack, plainInput } from '../../support/make-pack';

/** What the server says to a path; anything else is a 404. */
type Site = Map<string, () => Response>;

interface Setup {
  readonly library: PackService;
  readonly site: Site;
  readonly asked: readonly string[];
  readonly goOffline: () => void;
}

const binary = { 'content-type': 'application/octet-stream' };
const portal = (): Response => new Response('<html>Sign in</html>', { headers: { 'content-type': 'text/html' } });

/** Puts another version of `alpha` on the server, with another file of its own. */
async function publishUpdate(site: Site): Promise<void> {
  const { manifest, files } = makeSitePack('alpha', '2.0.0');
  site.set('/models/index.json', await indexOf(site, [{ manifest, files }]));
}

async function indexOf(site: Site, packs: readonly PackBytes[]): Promise<() => Response> {
  const entries = await Promise.all(packs.map((pack) => putOnSite(site, pack)));
  return () => Response.json({ packs: entries });
}

/** A server with two packs that share their network, and a device with nothing. */
async function setUp(): Promise<Setup> {
  const site: Site = new Map();
  const packs = ['alpha', 'beta'].map((id) => makeSitePack(id, '1.0.0'));
  site.set('/models/index.json', await indexOf(site, packs));
  const asked: string[] = [];
  let isOnline = true;
  const storage = openStorage(`packs-${crypto.randomUUID()}`);
  onTestFinished(() => storage.connection.close());
  const library = createPackService({
    store: storage.packs,
    sha256,
    modelsPath: '/models/',
    fetch(path) {
      if (!isOnline) return Promise.reject(new TypeError('Failed to fetch'));
      asked.push(path);
      return Promise.resolve(site.get(path)?.() ?? new Response('none', { status: 404 }));
    },
  });
  return { library, site, asked, goOffline: () => void (isOnline = false) };
}

function makeSitePack(id: string, version: string): PackBytes {
  const input = plainInput(8, 'nchw');
  const files = { own: new TextEncoder().encode(version === '1.0.0' ? `bytes of ${id}` : `bytes of ${id} ${version}`) };
  const network = { file: 'network', input: 'input', grade: 'logits' };
  const labels = ['good', 'bad'].map((name) => ({ name, title: name }));
  const source = { kind: 'network' } as const;
  const activation = { kind: 'softmax', temperature: 1 } as const;
  const grade = { source, activation, labels, reject: [], indicative: true };
  return makePack({ id, version, input, network, grade }, 'nchw-logits', files);
}

async function putOnSite(site: Site, { manifest, files }: PackBytes) {
  const parsed = parsePackText(new TextDecoder().decode(manifest));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  const { id, version, title } = parsed.value;
  for (const [name, { path }] of Object.entries(parsed.value.files)) {
    site.set(`/models/${id}/${path}`, () => new Response(files[name], { headers: binary }));
  }
  site.set(
    `/models/${id}/pack.json`,
    () => new Response(manifest, { headers: { 'content-type': 'application/json' } }),
  );
  const sha = await sha256(manifest);
  return { id, version, title, manifest: `${id}/pack.json`, bytes: manifest.byteLength, sha256: sha };
}

function pathEnding(site: Site, id: string, part: string): string {
  const path = [...site.keys()].find((key) => key.startsWith(`/models/${id}/`) && key.includes(part));
  if (path === undefined) throw new Error(`no ${part} in ${id}`);
  return path;
}

const silent = (): void => undefined;

test('OFF-1 a pack is fetched with progress, verified, and then there without a connection', async () => {
  const { library, goOffline } = await setUp();
  const seen: number[] = [];
  const before = await library.offers();
  const wanted = before.ok ? (before.value[0]?.downloadBytes ?? 0) : 0;
  const installed = await library.install('alpha', ({ doneBytes }) => seen.push(doneBytes));
  expect(installed.ok && installed.value.id).toBe('alpha');
  expect(seen.at(-1)).toBe(wanted);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  goOffline();
  const offers = await library.offers();
  expect(offers.ok && offers.value.map(({ id, onDevice, downloadBytes }) => [id, onDevice, downloadBytes])).toEqual([
    ['alpha', true, 0],
  ]);
  expect((await library.installed('alpha'))?.id).toBe('alpha');
});

test('OFF-2 a file that two packs share is fetched once, even when both are installed at once', async () => {
  const { library, asked } = await setUp();
  const both = await Promise.all([library.install('alpha', silent), library.install('beta', silent)]);
  expect(both.map(({ ok }) => ok)).toEqual([true, true]);
  expect(asked.filter((path) => path.includes('network')).length).toBe(1);
  const offers = await library.offers();
  expect(offers.ok && offers.value.every(({ onDevice, downloadBytes }) => onDevice && downloadBytes === 0)).toBe(true);
});

test('OFF-3 what was fetched whole is not fetched again after a failure', async () => {
  const { library, site, asked } = await setUp();
  const path = pathEnding(site, 'alpha', 'own');
  const good = site.get(path);
  site.set(path, () => new Response('busy', { status: 503 }));
  expect(await library.install('alpha', silent)).toEqual({
    ok: false,
    fault: { kind: 'server-refused', status: 503, path },
  });
  expect(await library.installed('alpha')).toBeUndefined();
  if (good !== undefined) site.set(path, good);
  expect((await library.install('alpha', silent)).ok).toBe(true);
  expect(asked.filter((asking) => asking.includes('network')).length).toBe(1);
});

test('OFF-4 the page of a captive portal is never taken for an index, a manifest or a file', async () => {
  const { library, site } = await setUp();
  for (const path of [pathEnding(site, 'alpha', 'own'), '/models/alpha/pack.json', '/models/index.json']) {
    site.set(path, portal);
    const fault = { kind: 'not-a-pack-file', path, contentType: 'text/html' };
    expect(await library.install('alpha', silent)).toEqual({ ok: false, fault });
  }
  expect((await library.offers()).ok).toBe(false);
});

test('OFF-5 bytes that are short, long or other than wanted are not stored', async () => {
  const { library, site } = await setUp();
  const path = pathEnding(site, 'alpha', 'own');
  const wantedBytes = 'bytes of alpha'.length;
  for (const body of ['bytes', 'bytes of alpha and many more']) {
    site.set(path, () => new Response(body, { headers: binary }));
    const fault = { kind: 'wrong-size', file: 'own', wantedBytes, foundBytes: body.length };
    expect(await library.install('alpha', silent)).toEqual({ ok: false, fault: { kind: 'pack-fault', fault } });
  }
  site.set(path, () => new Response('bytes of omega', { headers: binary }));
  const fault = { kind: 'wrong-hash', file: 'own' };
  expect(await library.install('alpha', silent)).toEqual({ ok: false, fault: { kind: 'pack-fault', fault } });
});

test('OFF-6 without a connection and without a pack, both offer and install say so', async () => {
  const { library, goOffline } = await setUp();
  goOffline();
  const offline = { ok: false, fault: { kind: 'offline' } };
  expect(await library.offers()).toEqual(offline);
  expect(await library.install('alpha', silent)).toEqual(offline);
});

test('OFF-7 a removed pack leaves the other one whole', async () => {
  const { library, asked } = await setUp();
  await library.install('alpha', silent);
  await library.install('beta', silent);
  await library.remove('alpha');
  expect(await library.installed('alpha')).toBeUndefined();
  const count = asked.length;
  expect((await library.install('beta', silent)).ok).toBe(true);
  expect(asked.slice(count).some((path) => path.includes('network') || path.includes('own'))).toBe(false);
});

test('OFF-17 another version is offered beside the one in use, and installed only when asked', async () => {
  const { library, site, goOffline } = await setUp();
  await library.install('alpha', silent);
  await publishUpdate(site);
  const offers = await library.offers();
  const downloadBytes = 'bytes of alpha 2.0.0'.length;
  expect(offers.ok && offers.value[0]).toMatchObject({ version: '1.0.0', update: { version: '2.0.0', downloadBytes } });
  expect((await library.installed('alpha'))?.version).toBe('1.0.0');
  expect((await library.install('alpha', silent)).ok).toBe(true);
  expect((await library.installed('alpha'))?.version).toBe('2.0.0');
  const after = await library.offers();
  expect(after.ok && after.value[0]?.update).toBeUndefined();
  goOffline();
  expect((await library.offers()).ok).toBe(true);
});

test('OFF-17 an update that cannot be read leaves the version in use as it is', async () => {
  const { library, site } = await setUp();
  await library.install('alpha', silent);
  await publishUpdate(site);
  site.set('/models/alpha/pack.json', portal);
  const offers = await library.offers();
  expect(offers.ok && offers.value[0]).toMatchObject({ id: 'alpha', version: '1.0.0', onDevice: true });
  expect(offers.ok && offers.value[0]?.update).toBeUndefined();
});

test('OFF-19 a description this app cannot use is told with its pack, and the others are offered', async () => {
  const { library, site } = await setUp();
  const manifest = JSON.stringify({ format: 2, id: 'alpha' });
  const index = (await site.get('/models/index.json')?.().json()) as { readonly packs: readonly object[] };
  const entry = { bytes: manifest.length, sha256: await sha256(new TextEncoder().encode(manifest).buffer) };
  site.set('/models/alpha/pack.json', () => new Response(manifest, { headers: binary }));
  site.set('/models/index.json', () =>
    Response.json({ packs: index.packs.map((pack, at) => (at === 0 ? { ...pack, ...entry } : pack)) }),
  );
  const offers = await library.offers();
  expect(offers.ok && offers.value.map(({ id, unusableBecause }) => [id, unusableBecause])).toEqual([
    ['alpha', { kind: 'unknown-format', found: 2 }],
    ['beta', undefined],
  ]);
  expect((await library.install('beta', silent)).ok).toBe(true);
});
