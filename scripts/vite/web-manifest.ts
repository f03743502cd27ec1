import type { ManifestOptions } from 'vite-plugin-pwa';
import { english } from '../../src/words/english';
import { createWords } from '../../src/words/words';

/** A manifest has one language. */
const { say } = createWords({ tag: 'en' }, english);

/** The web app manifest. The icons are drawn by `scripts/draw-icons.ts`. */
export const webManifest: Partial<ManifestOptions> = {
  id: '/',
  lang: 'en',
  name: say('app.name'),
  short_name: say('app.name'),
  description: say('app.description'),
  start_url: '/',
  scope: '/',
  display: 'standalone',
  theme_color: '#0b5646',
  background_color: '#f4f2ec',
  categories: ['productivity', 'utilities'],
  icons: [
    { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: 'icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
};
