// Bundles the server, its operator commands, the threads for inference and training and the command line into `build/`.
import { bundle } from './bundle.mjs';

export async function build() {
  const entries = {
    server: 'server/main.ts',
    'server-admin': 'server/admin/main.ts',
    'inspect-worker': 'server/inference/inspect-picture.ts',
    'train-worker': 'server/training/train-pictures.ts',
    fieldgrade: 'cli/main.ts',
  };
  await bundle(entries, 'build');
}
