/** What the build must be, whoever made it: run after `npm run build`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { laterEnglish } from '../../src/words/later-english';
import { shippedPackFiles } from '../../scripts/vite/shipped-packs';

const root = join(import.meta.dirname, '../..');
const siteDir = join(root, 'dist');

/** Namespaces, documentation named in messages of libraries, and our own word for this device: nothing requests them. */
const names = [
  'http://www.w3.org/',
  'http://localhost',
  'https://bit.ly/wb-precache',
  'https://rolldown.rs/',
  'https://react.dev/',
  'https://fb.me/',
  'https://github.com/',
  'https://web.dev/',
  'https://developer.mozilla.org/',
  'https://developers.google.com/',
  // Names of XML vocabularies in the metadata of a PDF.
  'http://purl.org/dc/',
  'http://ns.adobe.com/',
  'http://www.aiim.org/pdfa/',
  // The default of the code reader, which `platform/code-reader.ts` replaces; SCR-31 watches the requests.
  'https://fastly.jsdelivr.net/npm/zxing-wasm',
];

const files = readdirSync(siteDir, { recursive: true, encoding: 'utf8' }).filter((file) => /\.\w+$/.test(file));

function precached(): readonly string[] {
  const worker = readFileSync(join(siteDir, 'service-worker.js'), 'utf8');
  return [...worker.matchAll(/url:\s*["'`]([^"'`]+)["'`]|"url":\s*"([^"]+)"/g)].map(([, a, b]) => a ?? b ?? '');
}

test('OFF-13 every asset is precached, except the WebGPU build, which is kept once it is used', () => {
  const kept = new Set(precached());
  const assets = files.filter((file) => /^assets\/.*\.(js|mjs|css|wasm)$/.test(file));
  const lazy = assets.filter((file) => !kept.has(file));
  expect(assets.length).toBeGreaterThan(3);
  expect(kept.has('index.html')).toBe(true);
  expect(lazy.filter((file) => !/webgpu|asyncify/.test(file))).toEqual([]);
  expect([...kept].filter((file) => /webgpu|asyncify|jsep/.test(file))).toEqual([]);
});

test('OFF-20 what the first screen loads contains no text key of a later screen', () => {
  const scripts = staticScripts();
  expect(scripts.size).toBeGreaterThan(1);
  const keys = new RegExp(`["'\`](?:${Object.keys(laterEnglish).join('|')})\\.[a-zA-Z]+["'\`]`, 'g');
  const found = [...scripts].flatMap((script) => readFileSync(join(siteDir, script), 'utf8').match(keys) ?? []);
  expect(found).toEqual([]);
});

/** The scripts that `index.html` names, and what they import at once. */
function staticScripts(): ReadonlySet<string> {
  const html = readFileSync(join(siteDir, 'index.html'), 'utf8');
  const scripts = new Set([...html.matchAll(/assets\/[\w-]+\.js/g)].map(([path]) => path));
  for (const script of scripts) {
    const text = readFileSync(join(siteDir, script), 'utf8');
    for (const [, name] of text.matchAll(/(?:from|import)\s*["'`]\.\/([\w-]+\.js)["'`]/g))
      scripts.add(`assets/${name}`);
  }
  return scripts;
}

test('OFF-14 nothing in the build requests another address', () => {
  const texts = files.filter((file) => /\.(js|mjs|css|html|webmanifest)$/.test(file));
  const found = texts.flatMap((file) => {
    const text = readFileSync(join(siteDir, file), 'utf8');
    const urls = text.match(/https?:\/\/[\w.-]+(?:\/[\w./-]*)?/g) ?? [];
    return urls.filter((url) => !names.some((name) => url.startsWith(name))).map((url) => `${file}: ${url}`);
  });
  expect(found).toEqual([]);
});

test('OFF-15 every file of every pack on offer is in the build', async () => {
  const shipped = await shippedPackFiles(join(root, 'models'));
  expect(shipped.filter((path) => !existsSync(join(siteDir, 'models', path)))).toEqual([]);
});

test('OFF-16 the app can be installed: name, start address, icons of both sizes and a maskable one', () => {
  const manifest = JSON.parse(readFileSync(join(siteDir, 'manifest.webmanifest'), 'utf8')) as {
    readonly name: string;
    readonly icons: readonly { readonly src: string; readonly sizes: string; readonly purpose?: string }[];
  };
  expect(manifest).toMatchObject({ name: 'Fieldgrade', start_url: '/', display: 'standalone' });
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
  expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
  expect(manifest.icons.filter(({ src }) => !existsSync(join(siteDir, src)))).toEqual([]);
  expect(readFileSync(join(siteDir, 'index.html'), 'utf8')).toContain('rel="manifest"');
});
