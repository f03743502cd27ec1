import type { ManifestOptions } from 'vite-plugin-pwa';

/** How the app is installed; the icons are drawn by `scripts/draw-icons.ts`. */
export const webManifest: Partial<ManifestOptions> = {
  id: '/',
  name: 'Fieldgrade',
  short_name: 'Fieldgrade',
  description: 'Visual inspection that works without a network.',
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
