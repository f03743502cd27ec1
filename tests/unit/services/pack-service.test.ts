import 'fake-indexeddb/auto';
import { expect, onTestFinished, test } from 'vitest';
import type { PackBytes } from '../../../src/domain/loaded-pack';
import { parsePackText } from '../../../src/domain/parse-pack';
import { openKnownPacks } from '../../../src/services/known-packs';
import { createPackService } from '../../../src/services/pack-service';
import type { PackService } from '../../../src/services/pack-service';
import { sha256 } from '../../../src/platform/sha256';
import { openStorage } from '../../contract/storage-fixture';
import { makePack, plainInput } from '../../support/make-pack';
import { memoryStorage } from '../../support/memory-storage';

/** The server's response to each path; any other path is a 404. */
type Site = Map<string, () => Response>;

interface Setup {
  readonly packs: PackService;
  readonly site: Site;
  readonly asked: readonly string[];
  readonly goOffline: () => void;
}

const binary = { 'content-type': 'application/octet-stream' };
const portal = (): Response => new Response('<html>Sign in</html>', { headers: { 'content-type': 'text/html' } });

/** Puts another version of `alpha` on the server, with a file that only it has. */
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
  const sitePacks = ['alpha', 'beta'].map((id) => makeSitePack(id, '1.0.0'));
  site.set('/models/index.json', await indexOf(site, sitePacks));
  const asked: string[] = [];
  let isOnline = true;
  const storage = openStorage(`packs-${crypto.randomUUID()}`);
  onTestFinished(() => storage.connection.close());
  const packs = createPackService({
    repository: storage.packs,
    onInstalled: () => undefined,
    now: () => '2026-11-26T10:00:00.000Z',
    sha256,
    modelsPath: '/models/',
    knownPacks: openKnownPacks(memoryStorage()),
    fetch(path) {
      if (!isOnline) return Promise.reject(new TypeError('Failed to fetch'));
      asked.push(path);
      return Promise.resolve(site.get(path)?.() ?? new Response('none', { status: 404 }));
    },
  });
  return { packs, site, asked, goOffline: () => void (isOnline = false) };
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

test('OFF-1 fetches a pack with progress, verifies it, and offers it without a connection', async () => {
  const { packs, goOffline } = await setUp();
  const seen: number[] = [];
  const before = await packs.offers('en');
  const wanted = before.ok ? (before.value[0]?.downloadBytes ?? 0) : 0;
  packs.subscribeDownloads(() => {
    const download = packs.download('alpha');
    if (download.phase === 'running' && download.progress !== undefined) seen.push(download.progress.doneBytes);
  });
  const installed = await packs.install('alpha');
  expect(installed.ok && installed.value.id).toBe('alpha');
  expect(seen.at(-1)).toBe(wanted);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  goOffline();
  const offers = await packs.offers('en');
  expect(offers.ok && offers.value.map(({ id, onDevice, downloadBytes }) => [id, onDevice, downloadBytes])).toEqual([
    ['alpha', true, 0],
    ['beta', false, 0],
  ]);
  expect((await packs.installed('alpha'))?.id).toBe('alpha');
});

test('OFF-2 fetches a file shared by two packs once, also when both are installed at the same time', async () => {
  const { packs, asked } = await setUp();
  const both = await Promise.all([packs.install('alpha'), packs.install('beta')]);
  expect(both.map(({ ok }) => ok)).toEqual([true, true]);
  expect(asked.filter((path) => path.includes('network')).length).toBe(1);
  const offers = await packs.offers('en');
  expect(offers.ok && offers.value.every(({ onDevice, downloadBytes }) => onDevice && downloadBytes === 0)).toBe(true);
});

test('OFF-3 does not fetch a completed file again after a failure', async () => {
  const { packs, site, asked } = await setUp();
  const path = pathEnding(site, 'alpha', 'own');
  const good = site.get(path);
  site.set(path, () => new Response('busy', { status: 503 }));
  expect(await packs.install('alpha')).toEqual({
    ok: false,
    fault: { kind: 'server-refused', status: 503, path },
  });
  expect(await packs.installed('alpha')).toBeUndefined();
  if (good !== undefined) site.set(path, good);
  expect((await packs.install('alpha')).ok).toBe(true);
  expect(asked.filter((asking) => asking.includes('network')).length).toBe(1);
});

test('OFF-4 refuses the page of a captive portal as index, manifest and file', async () => {
  const { packs, site } = await setUp();
  for (const path of [pathEnding(site, 'alpha', 'own'), '/models/alpha/pack.json', '/models/index.json']) {
    site.set(path, portal);
    const fault = { kind: 'not-a-pack-file', path, contentType: 'text/html' };
    expect(await packs.install('alpha')).toEqual({ ok: false, fault });
  }
  expect((await packs.offers('en')).ok).toBe(false);
});

test('OFF-5 does not store a file that is too short, too long or has another hash', async () => {
  const { packs, site } = await setUp();
  const path = pathEnding(site, 'alpha', 'own');
  const wantedBytes = 'bytes of alpha'.length;
  for (const body of ['bytes', 'bytes of alpha and many more']) {
    site.set(path, () => new Response(body, { headers: binary }));
    const fault = { kind: 'wrong-size', file: 'own', wantedBytes, foundBytes: body.length };
    expect(await packs.install('alpha')).toEqual({ ok: false, fault: { kind: 'pack-fault', fault } });
  }
  site.set(path, () => new Response('bytes of omega', { headers: binary }));
  const fault = { kind: 'wrong-hash', file: 'own' };
  expect(await packs.install('alpha')).toEqual({ ok: false, fault: { kind: 'pack-fault', fault } });
});

test('OFF-21 without a connection packs that are not on the device are named, and need a connection', async () => {
  const { packs, goOffline } = await setUp();
  await packs.offers('en');
  await packs.install('alpha');
  goOffline();
  const offers = await packs.offers('en');
  expect(offers.ok && offers.value.map(({ id, onDevice, needsConnection }) => [id, onDevice, needsConnection])).toEqual(
    [
      ['alpha', true, undefined],
      ['beta', false, true],
    ],
  );
});

test('OFF-6 reports that it is offline where there is neither a connection nor a pack', async () => {
  const { packs, goOffline } = await setUp();
  goOffline();
  const offline = { ok: false, fault: { kind: 'offline' } };
  expect(await packs.offers('en')).toEqual(offline);
  expect(await packs.install('alpha')).toEqual(offline);
});

test('OFF-7 keeps the shared files of another pack when one is removed', async () => {
  const { packs, asked } = await setUp();
  await packs.install('alpha');
  await packs.install('beta');
  await packs.remove('alpha');
  expect(await packs.installed('alpha')).toBeUndefined();
  const count = asked.length;
  expect((await packs.install('beta')).ok).toBe(true);
  expect(asked.slice(count).some((path) => path.includes('network') || path.includes('own'))).toBe(false);
});

test('OFF-17 offers another version next to the installed one and installs it only on request', async () => {
  const { packs, site, goOffline } = await setUp();
  await packs.install('alpha');
  await publishUpdate(site);
  const offers = await packs.offers('en');
  const downloadBytes = 'bytes of alpha 2.0.0'.length;
  expect(offers.ok && offers.value[0]).toMatchObject({ version: '1.0.0', update: { version: '2.0.0', downloadBytes } });
  expect((await packs.installed('alpha'))?.version).toBe('1.0.0');
  expect((await packs.install('alpha')).ok).toBe(true);
  expect((await packs.installed('alpha'))?.version).toBe('2.0.0');
  const after = await packs.offers('en');
  expect(after.ok && after.value[0]?.update).toBeUndefined();
  goOffline();
  expect((await packs.offers('en')).ok).toBe(true);
});

test('OFF-17 keeps the installed version when the update cannot be read', async () => {
  const { packs, site } = await setUp();
  await packs.install('alpha');
  await publishUpdate(site);
  site.set('/models/alpha/pack.json', portal);
  const offers = await packs.offers('en');
  expect(offers.ok && offers.value[0]).toMatchObject({ id: 'alpha', version: '1.0.0', onDevice: true });
  expect(offers.ok && offers.value[0]?.update).toBeUndefined();
});

test('OFF-19 marks a pack whose description this app cannot use and offers the others', async () => {
  const { packs, site } = await setUp();
  const manifest = JSON.stringify({ format: 2, id: 'alpha' });
  const index = (await site.get('/models/index.json')?.().json()) as { readonly packs: readonly object[] };
  const entry = { bytes: manifest.length, sha256: await sha256(new TextEncoder().encode(manifest).buffer) };
  site.set('/models/alpha/pack.json', () => new Response(manifest, { headers: binary }));
  site.set('/models/index.json', () =>
    Response.json({ packs: index.packs.map((pack, at) => (at === 0 ? { ...pack, ...entry } : pack)) }),
  );
  const offers = await packs.offers('en');
  expect(offers.ok && offers.value.map(({ id, unusableBecause }) => [id, unusableBecause])).toEqual([
    ['alpha', { kind: 'unknown-format', found: 2 }],
    ['beta', undefined],
  ]);
  expect((await packs.install('beta')).ok).toBe(true);
});

test('OFF-1 shows a failed download until it is started again', async () => {
  const { packs, site } = await setUp();
  const path = pathEnding(site, 'alpha', 'own');
  const good = site.get(path);
  site.set(path, () => new Response('busy', { status: 503 }));
  await packs.install('alpha');
  expect(packs.download('alpha')).toMatchObject({ phase: 'failed', fault: { kind: 'server-refused', status: 503 } });
  expect(packs.download('beta')).toEqual({ phase: 'idle' });
  if (good !== undefined) site.set(path, good);
  const again = packs.install('alpha');
  expect(packs.download('alpha')).toEqual({ phase: 'running', progress: undefined });
  expect(packs.install('alpha')).toBe(again);
  await again;
  expect(packs.download('alpha')).toEqual({ phase: 'idle' });
});

test('TCH-41 a taught pack is used at once, and no index of the server replaces or hides it', async () => {
  const { packs, site, asked } = await setUp();
  await packs.install('alpha');
  const taught = makeSitePack('taught-0a1b2c3d', '1.0.0');
  const added = await packs.add(taught);
  expect(added.ok && added.value.id).toBe('taught-0a1b2c3d');
  site.set('/models/index.json', await indexOf(site, [makeSitePack('taught-0a1b2c3d', '2.0.0')]));
  const offers = await packs.offers('en');
  const own = offers.ok ? offers.value.find(({ id }) => id === 'taught-0a1b2c3d') : undefined;
  expect(own).toMatchObject({ version: '1.0.0', onDevice: true, isTaught: true });
  expect(own?.update).toBeUndefined();
  expect(await packs.install('taught-0a1b2c3d')).toMatchObject({ ok: true, value: { version: '1.0.0' } });
  expect(asked.filter((path) => path.includes('taught'))).toEqual([]);
  site.set('/models/index.json', () => new Response('busy', { status: 503 }));
  const broken = await packs.offers('en');
  expect(broken.ok && broken.value.map(({ id }) => id)).toEqual(['alpha', 'taught-0a1b2c3d']);
});

test('TCH-41 a pack whose bytes are incomplete or changed is not added', async () => {
  const { packs } = await setUp();
  const { manifest, files } = makeSitePack('taught-0a1b2c3d', '1.0.0');
  expect(await packs.add({ manifest, files: {} })).toMatchObject({ fault: { fault: { kind: 'missing-file' } } });
  const changed = { ...files, own: new TextEncoder().encode('other bytes').buffer };
  expect(await packs.add({ manifest, files: changed })).toMatchObject({
    fault: { fault: { kind: 'wrong-hash', file: 'own' } },
  });
  expect(await packs.installed('taught-0a1b2c3d')).toBeUndefined();
});

test('TCH-42 with a pack the device also gets the bases for teaching, so that teaching needs no connection', async () => {
  const { packs, site, goOffline } = await setUp();
  const index = (await site.get('/models/index.json')?.().json()) as { readonly packs: readonly object[] };
  const marked = index.packs.map((pack, at) => (at === 1 ? { ...pack, untaught: true } : pack));
  site.set('/models/index.json', () => Response.json({ packs: marked }));
  await packs.install('alpha');
  await expect.poll(async () => (await packs.installed('beta'))?.id).toBe('beta');
  goOffline();
  const offers = await packs.offers('en');
  expect(offers.ok && offers.value.map(({ id }) => id)).toEqual(['alpha', 'beta']);
});
