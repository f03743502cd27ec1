import { join } from 'node:path';
import { defineConfig } from 'vite';
import { shipPacks } from './scripts/vite/ship-packs';

const root = import.meta.dirname;

/** The product's composition without its screens: built like the app, never shipped. */
export default defineConfig({
  root: join(root, 'tests/browser/page'),
  publicDir: false,
  plugins: [shipPacks(join(root, 'models'))],
  define: { __APP_BUILD__: JSON.stringify('test') },
  build: { target: 'es2023', outDir: join(root, '.vite/test-page'), emptyOutDir: true, assetsInlineLimit: 0 },
  worker: { format: 'es' },
});
