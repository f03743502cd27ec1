/**
 * TF.js MobileNetV2 on the same photo, as web pages use it: whole bitmap, drawn on a canvas of 224 × 224, read back, one forward pass on
 * WASM. The weights are random: the time does not depend on them.
 */
import { fileURLToPath } from 'node:url';
import type { Browser, Page, Route } from '@playwright/test';

const origin = 'http://localhost:9';

/** What the page loads, in this order, by path. */
const scripts: Readonly<Record<string, string>> = {
  '/tf-core.js': import.meta.resolve('@tensorflow/tfjs-core/dist/tf-core.min.js'),
  '/tf-backend-cpu.js': import.meta.resolve('@tensorflow/tfjs-backend-cpu/dist/tf-backend-cpu.min.js'),
  '/tf-backend-wasm.js': import.meta.resolve('@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js'),
  '/tfjs-page.js': import.meta.resolve('./tfjs-page.js'),
};
const wasmFolder = new URL('.', import.meta.resolve('@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js'));

/** Opens a page with the network, loaded and ready. */
export async function openTfjs(browser: Browser, photo: Uint8Array): Promise<Page> {
  const page = await browser.newPage();
  await page.route(`${origin}/**`, (route) => answer(route, photo));
  await page.goto(`${origin}/`);
  await page.evaluate('opened');
  return page;
}

/** Milliseconds from the photo's bytes to the scores. */
export function timeTfjs(page: Page): Promise<number> {
  return page.evaluate<number>('timeMs()');
}

function answer(route: Route, photo: Uint8Array): Promise<void> {
  const { pathname } = new URL(route.request().url());
  if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: page });
  if (pathname === '/photo') return route.fulfill({ contentType: 'image/jpeg', body: Buffer.from(photo) });
  const script = scripts[pathname];
  if (script !== undefined) return route.fulfill({ contentType: 'text/javascript', path: fileURLToPath(script) });
  return route.fulfill({ contentType: 'application/wasm', path: fileURLToPath(new URL(`.${pathname}`, wasmFolder)) });
}

const page = Object.keys(scripts)
  .map((path) => `<script src="${path}"></script>`)
  .join('');
