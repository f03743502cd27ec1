// `npm start`: builds what is stale, then runs the server in this process. While it runs, the app's compressed files are replaced by
// the smallest forms.
import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build/ensure-built.mjs';

process.chdir(fileURLToPath(new URL('../', import.meta.url)));
process.setSourceMapsEnabled(true);
ensureBuilt(['app', 'node']);
await import('../build/server.mjs');
compressBest();

/** With the lowest priority. The pipe's end tells the child that the server has ended. */
function compressBest() {
  const program = fileURLToPath(new URL('build/compress-best.mjs', import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'ignore', 'inherit'] });
  child.unref();
  child.stdin.unref();
  if (child.pid !== undefined) setPriority(child.pid, 19);
}
