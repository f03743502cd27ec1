import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { compileMessages } from './scripts/vite/compile-messages';
import { shipPacks } from './scripts/vite/ship-packs';
import { startPage } from './scripts/vite/start-page';
import { webManifest } from './scripts/vite/web-manifest';

const root = import.meta.dirname;

/** The plain WASM build of ONNX Runtime has 14.2 MB; Workbox would skip it silently at its limit of 2 MB. */
const precacheLimitBytes = 20_000_000;

export default defineConfig({
  plugins: [
    react(),
    compileMessages(),
    startPage(),
    shipPacks(join(root, 'models')),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'workers',
      filename: 'service-worker.ts',
      injectRegister: false,
      manifest: webManifest,
      injectManifest: {
        globPatterns: ['**/*.{html,js,mjs,css,wasm,webmanifest,svg,png,jpg,woff2}'],
        // The WebGPU build is fetched, and then kept, only by browsers that use it.
        globIgnores: ['models/**', 'assets/*webgpu*', 'assets/*asyncify*', 'assets/*jsep*'],
        maximumFileSizeToCacheInBytes: precacheLimitBytes,
      },
    }),
  ],
  define: { __APP_BUILD__: JSON.stringify(appBuild()) },
  build: { target: 'es2023', assetsInlineLimit: 0, chunkSizeWarningLimit: 700 },
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['onnxruntime-web'] },
});

/** Version and commit, as `0.1.0+1a2b3c4`; the version alone outside a git checkout. */
function appBuild(): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  try {
    const commit = execFileSync('git', ['rev-parse', '--short=7', 'HEAD'], { cwd: root, stdio: 'pipe' });
    return `${version}+${commit.toString().trim()}`;
  } catch {
    // No git, or no repository: an unpacked archive.
    return version;
  }
}
