/** An S3 for tests: the `moto_server` of Python's moto, on a free port. */
import { spawn, spawnSync } from 'node:child_process';
import { freePort } from './free-port';
import { until } from './until';

const program = process.env['MOTO_SERVER'] ?? 'moto_server';

/** Whether it is installed: `pip install "moto[server]"`, and in the PATH or named by MOTO_SERVER. */
export function hasMoto(): boolean {
  return spawnSync(program, ['--help'], { stdio: 'ignore' }).status === 0;
}

/** Starts it. `AWS_*` variables of this process are set to what it accepts. */
export async function startMoto(): Promise<{ readonly endpoint: string; readonly stop: () => void }> {
  const port = await freePort();
  const child = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  process.once('exit', () => child.kill('SIGKILL'));
  const endpoint = `http://127.0.0.1:${port}`;
  process.env['AWS_ACCESS_KEY_ID'] = 'test';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
  await until('moto answers', async () => {
    const answer = await fetch(`${endpoint}/moto-api/data.json`).catch(() => undefined);
    return answer?.ok === true ? true : undefined;
  });
  return { endpoint, stop: () => child.kill('SIGKILL') };
}
