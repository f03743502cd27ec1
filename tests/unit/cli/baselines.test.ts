import { expect, test } from 'vitest';
import { rowsOf, runCli } from './run-cli';

const sample = 'public/samples/thermal-2.jpg';
const pack = ['--pack', 'transformer-thermal'];

test('BAS-15 predict --baseline judges against the given pictures and says what it compared', async () => {
  const [alone] = rowsOf(await runCli(['predict', sample, ...pack, '--json'], '.'));
  const [against] = rowsOf(await runCli(['predict', sample, ...pack, '--json', '--baseline', sample], '.'));
  expect(alone).not.toHaveProperty('baselines');
  expect(against).toMatchObject({ baselines: [{ id: sample, aligned: true }], changed_regions: [] });
  expect(Number(against?.['anomaly_score'])).toBeLessThan(Number(alone?.['anomaly_score']));
});

test('BAS-15 an unreadable baseline ends the run with its reason', async () => {
  const run = await runCli(['predict', sample, ...pack, '--baseline', 'nowhere.jpg'], '.');
  expect(run.exitCode).toBe(1);
  expect(run.stderr).toContain('nowhere.jpg');
  expect(run.stdout).toBe('');
});
