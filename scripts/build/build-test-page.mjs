// Builds the page that the browser tests run in.
import { build as viteBuild } from 'vite';

// Vite's future default loader would need file extensions in our imports.
process.env.VITE_CONFIG_NATIVE_IGNORE_WARNING = 'true';

export async function build() {
  await viteBuild({ configFile: 'vite.test-page.config.ts', logLevel: 'warn' });
}
