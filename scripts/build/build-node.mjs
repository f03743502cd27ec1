// Bundles the server, its operator commands, the inference thread and the command line into `build/`.
import { bundle } from './bundle.mjs';

export async function build() {
  const entries = {
    server: 'server/main.ts',
    'server-admin': 'server/admin/main.ts',
    'inspect-worker': 'server/inference/inspect-picture.ts',
    fieldgrade: 'cli/main.ts',
  };
  await bundle(entries, 'build');
}
