import { spawn } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { pngClaiming, webpClaiming } from '../../support/make-pictures';
import { cliArguments } from './run-cli';

/** Above what the process needs for a small picture; rule PIC-8. */
const spareBytes = 100e6;

test('PIC-8 a picture of 64 megapixels in a few bytes is refused, and a JPEG of as many is inspected, in bounded memory', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fieldgrade-'));
  const flat = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#a63' } })
      .jpeg()
      .toBuffer();
  await writeFile(join(folder, 'small.jpg'), await flat(320, 240));
  await writeFile(join(folder, 'large.jpg'), await flat(8_000, 8_000));
  await writeFile(join(folder, 'large.png'), await pngClaiming(8_000, 7_999));
  await writeFile(join(folder, 'large.webp'), webpClaiming(8_000, 7_999));
  const small = await predict(['small.jpg'], folder);
  const refused = await predict(['large.png', 'large.webp'], folder);
  const large = await predict(['large.jpg'], folder);
  const tooLarge: unknown = expect.stringMatching(/64 megapixels, the limit is 36/);
  expect(refused.rows).toMatchObject([{ error: tooLarge }, { error: tooLarge }]);
  expect(large.rows[0]).not.toHaveProperty('error');
  expect(large.peakBytes - small.peakBytes).toBeLessThan(spareBytes);
  expect(refused.peakBytes - small.peakBytes).toBeLessThan(spareBytes);
});

interface MeasuredRun {
  readonly rows: readonly unknown[];
  readonly peakBytes: number;
}

const printPeak = "process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS))";

/** Runs the command line and reads its highest memory. */
function predict(files: readonly string[], cwd: string): Promise<MeasuredRun> {
  const node = ['--import', `data:text/javascript,${encodeURIComponent(printPeak)}`, ...cliArguments];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...node, 'predict', ...files, '--pack', 'transformer-thermal', '--json'], {
      cwd,
    });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.on('error', reject);
    child.on('close', () => {
      const kilobytes = Number(/peak (\d+)/.exec(output.stderr)?.[1]);
      resolve({ rows: JSON.parse(output.stdout) as unknown[], peakBytes: 1024 * kilobytes });
    });
  });
}
