import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../../server/app';
import { silentLog } from '../../../server/http/log';
import { listSite } from '../../../server/site/site-listing';

const script = 'console.log("fieldgrade");'.repeat(100);
const network = Uint8Array.from({ length: 1_000 }, (_, at) => at % 251);
const shell = '<!doctype html><title>Fieldgrade</title>';

let folder: string;
let app: Hono;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fieldgrade-site-'));
  const site = join(folder, 'site');
  await mkdir(join(site, 'assets'), { recursive: true });
  await mkdir(join(site, 'models/a'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'not for anyone');
  await writeFile(join(site, 'index.html'), shell);
  await writeFile(join(site, 'service-worker.js'), '// worker');
  await writeFile(join(site, 'manifest.webmanifest'), '{}');
  await writeFile(join(site, 'assets/app-1a2b.js'), script);
  await writeFile(join(site, 'assets/app-1a2b.js.br'), brotliCompressSync(script));
  await writeFile(join(site, 'assets/app-1a2b.js.gz'), gzipSync(script));
  await writeFile(join(site, 'assets/ort-1a2b.wasm'), network);
  await writeFile(join(site, 'models/index.json'), '{"packs":[]}');
  await writeFile(join(site, 'models/a/backbone.onnx'), network);
  app = createApp({ site: await listSite(site), log: silentLog });
});

afterAll(() => rm(folder, { recursive: true }));

function get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return Promise.resolve(app.request(path, { headers }));
}

test('SRV-1 every file has its content type and nothing is guessed', async () => {
  const types = {
    '/': 'text/html; charset=utf-8',
    '/assets/app-1a2b.js': 'text/javascript; charset=utf-8',
    '/assets/ort-1a2b.wasm': 'application/wasm',
    '/manifest.webmanifest': 'application/manifest+json; charset=utf-8',
    '/models/a/backbone.onnx': 'application/octet-stream',
  };
  for (const [path, type] of Object.entries(types)) {
    const { headers, status } = await get(path);
    expect([path, status, headers.get('content-type')]).toEqual([path, 200, type]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});

test('SRV-2 the best compressed form that the client accepts is sent', async () => {
  const path = '/assets/app-1a2b.js';
  const codings = { 'gzip, deflate, br': 'br', gzip: 'gzip', 'br;q=0, gzip;q=0.5': 'gzip', identity: null, '': null };
  for (const [accepted, coding] of Object.entries(codings)) {
    const response = await get(path, { 'accept-encoding': accepted });
    expect([accepted, response.headers.get('content-encoding')]).toEqual([accepted, coding]);
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
  }
  const packed = await get(path, { 'accept-encoding': 'br' });
  expect(brotliDecompressSync(Buffer.from(await packed.arrayBuffer())).toString()).toBe(script);
  expect((await get(`${path}.br`)).status).toBe(404);
});

test('SRV-3 hashed files are cached for ever, all others are revalidated and answered with 304', async () => {
  expect((await get('/assets/app-1a2b.js')).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  for (const path of ['/', '/service-worker.js', '/models/index.json', '/models/a/backbone.onnx']) {
    const first = await get(path);
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const again = await get(path, { 'if-none-match': first.headers.get('etag') ?? '' });
    expect([path, again.status, await again.text()]).toEqual([path, 304, '']);
  }
});

test('SRV-4 a range is sent if the file is still the same', async () => {
  const path = '/models/a/backbone.onnx';
  const etag = (await get(path)).headers.get('etag') ?? '';
  const part = await get(path, { range: 'bytes=10-19', 'if-range': etag });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe('bytes 10-19/1000');
  expect([...new Uint8Array(await part.arrayBuffer())]).toEqual([...network.subarray(10, 20)]);
  expect((await get(path, { range: 'bytes=990-' })).headers.get('content-range')).toBe('bytes 990-999/1000');
  expect((await get(path, { range: 'bytes=-5' })).headers.get('content-range')).toBe('bytes 995-999/1000');
  expect((await get(path, { range: 'bytes=1000-' })).status).toBe(416);
  expect((await get(path, { range: 'bytes=10-19', 'if-range': '"older"' })).status).toBe(200);
  expect((await get(path, { range: 'lines=1-2' })).status).toBe(200);
});

test('SRV-5 the headers forbid other origins and unneeded permissions', async () => {
  const { headers } = await get('/');
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).not.toMatch(/https?:|\*|'unsafe-eval'|'unsafe-inline'/);
  expect(headers.get('permissions-policy')).toContain('camera=(self)');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});

test('SRV-6 pages of the app get its shell, and a missing file is a 404', async () => {
  for (const path of ['/history', '/inspection/1', '/assets', '/assets/0199f3c4-5a3a-7c1e-9c3e-5d1a2b3c4d5e', '/jobs'])
    expect(await (await get(path)).text()).toBe(shell);
  const missing = [
    '/models/none/pack.json',
    '/models/none',
    '/assets/gone.js',
    '/api/predict',
    '/outputs/x',
    '/gone.js',
  ];
  for (const path of missing) {
    const response = await get(path);
    expect([path, response.status, response.headers.get('content-type')]).toEqual([
      path,
      404,
      'text/plain; charset=UTF-8',
    ]);
  }
});

test('SRV-7 no path reaches files outside the site', async () => {
  const paths = ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/assets/..%5c..%5csecret.txt', '/%00'];
  for (const path of paths) {
    const response = await get(path);
    expect(await response.text()).not.toContain('not for anyone');
  }
  expect((await get('//etc/passwd')).headers.get('content-type')).not.toBe('application/octet-stream');
  expect((await app.request('/', { method: 'POST' })).status).toBe(404);
  const head = await app.request('/models/index.json', { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test('SRV-8 a compressed body gets 415 with what to do, and is not read', async () => {
  const mounts = [{ path: '/api', app: new Hono().post('/echo', async ({ req }) => new Response(await req.text())) }];
  const api = createApp({ site: new Map(), log: silentLog, mounts });
  const send = (encoding: string) =>
    api.request('/api/echo', { method: 'POST', headers: { 'content-encoding': encoding }, body: gzipSync('text') });
  for (const encoding of ['gzip', 'GZIP', 'br', 'deflate', 'zstd', 'identity, gzip']) {
    const response = await send(encoding);
    expect([encoding, response.status, response.headers.get('accept-encoding')]).toEqual([encoding, 415, 'identity']);
    expect(await response.text()).toContain('Send it again without compression');
  }
  expect((await send('identity')).status).toBe(200);
});
