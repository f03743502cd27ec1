// Bundles what tests load into separate processes: the preloads of the drills, and the server of the test page.
import { bundle } from './bundle.mjs';

export async function build() {
  const entries = {
    'crash-at': 'tests/drills/support/crash-at.ts',
    'fake-clock': 'tests/drills/support/fake-clock.ts',
    'serve-test-page': 'tests/support/serve-test-page.ts',
  };
  await bundle(entries, '.vite/test-node');
}
