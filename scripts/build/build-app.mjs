// Builds the app into `dist/` and compresses it quickly; `compress.mjs --best` replaces that by the smallest form.
import { build as viteBuild } from 'vite';
import { compressSite } from './compress.mjs';

// Vite's future default loader would need file extensions in our imports.
process.env.VITE_CONFIG_NATIVE_IGNORE_WARNING = 'true';

export async function build() {
  await viteBuild({ logLevel: 'warn' });
  await compressSite('quick');
}
