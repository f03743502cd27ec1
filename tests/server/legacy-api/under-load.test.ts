import { afterEach, expect, test } from 'vitest';
import { formWith, jsonOf, post, runServer, samples, type RunningServer } from './running-server';

/** A server takes long to start beside other files that start theirs. */
const longTest = { timeout: 300_000 };

const running: RunningServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.remove();
});

async function run(env: Readonly<Record<string, string>>): Promise<RunningServer> {
  const server = await runServer(env);
  running.push(server);
  return server;
}

async function postMany(server: RunningServer, count: number): Promise<readonly Response[]> {
  const forms = await Promise.all(Array.from({ length: count }, () => formWith('file', [samples.hot])));
  return Promise.all(forms.map((form) => post(`${server.url}/api/v1/detect-anomaly`, form)));
}

test('EAR-14 more requests than places get answers or 503, nothing else', longTest, async () => {
  const server = await run({ WORKERS: '1', QUEUE_LIMIT: '2', METRICS: 'open' });
  const answers = await postMany(server, 16);
  const refused = answers.filter(({ status }) => status === 503);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(3);
  expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true);
  expect(refused.length).toBeGreaterThan(0);
  for (const answer of refused) {
    const waitS = answer.headers.get('retry-after') ?? '';
    expect(waitS).toMatch(/^[1-9]\d?$/);
    expect((await jsonOf(answer))['error']).toBe(
      `The server is busy with other pictures. Send it again in ${waitS} s.`,
    );
  }
  expect((await postMany(server, 1))[0]?.status).toBe(200);
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(metrics).toMatch(/^fieldgrade_inspecting_requests 0$/m);
});

test('EAR-16 a stopping server finishes the requests in progress', longTest, async () => {
  const server = await run({ WORKERS: '1' });
  const forms = await Promise.all(Array.from({ length: 6 }, () => formWith('file', [samples.hot])));
  const asked = forms.map((form) => post(`${server.url}/api/v1/detect-anomaly`, form));
  await Promise.race(asked);
  const ended = server.stop();
  const answers = await Promise.all(asked);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  expect(await ended).toEqual({ code: 0, signal: null });
});

test('EAR-17 LEGACY_API=off removes the paths and the rest works', longTest, async () => {
  const server = await run({ LEGACY_API: 'off' });
  for (const path of ['/api/predict', '/api/register_user', '/api/v1/detect-anomaly']) {
    expect((await post(server.url + path, await formWith('file', [samples.hot]))).status).toBe(404);
  }
  expect((await fetch(`${server.url}/api/v1/model-info`)).status).toBe(404);
  const health = await fetch(`${server.url}/health`);
  expect([health.status, await health.json()]).toEqual([200, { status: 'healthy', model_loaded: false }]);
});
