import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formWith, jsonOf, post, runServer, samples, type JsonObject, type RunningServer } from './running-server';

const run = promisify(execFile);
const hasCurl = spawnSync('curl', ['--version']).status === 0;
const hasJava = spawnSync('java', ['--version']).status === 0;

let server: RunningServer;

/** A server takes long to start beside other files that start theirs. */
const startMs = 300_000;

beforeAll(async () => {
  server = await runServer();
}, startMs);
afterAll(() => server.remove());

/** The fields of an answer that do not differ between two calls. */
async function expectedOf(threshold: string): Promise<JsonObject> {
  const form = await formWith('file', [samples.hot], { threshold });
  return stableFields(await jsonOf(await post(`${server.url}/api/v1/detect-anomaly`, form)));
}

function stableFields({
  anomaly_score,
  classification,
  is_anomalous,
  bounding_boxes,
  confidence,
}: JsonObject): JsonObject {
  return { anomaly_score, classification, is_anomalous, bounding_boxes, confidence };
}

describe.skipIf(!hasCurl)('curl (skipped where there is none)', () => {
  async function curl(...args: readonly string[]): Promise<{ status: number; body: JsonObject }> {
    const { stdout } = await run('curl', ['--silent', '--write-out', '\n%{http_code}', ...args]);
    const [body = '', status] = stdout.split(/\n(?=\d+$)/);
    return { status: Number(status), body: JSON.parse(body) as JsonObject };
  }

  test('EAR-19 curl registers and grades', async () => {
    const user = '{"name": "Sathwik", "location": "Bantwal"}';
    const registered = await curl(
      '-H',
      'Content-Type: application/json',
      '-d',
      user,
      `${server.url}/api/register_user`,
    );
    expect(registered).toEqual({ status: 201, body: { message: 'User registered successfully' } });
    const one = await curl('-F', `file=@${samples.sheet}`, `${server.url}/api/predict`);
    expect([one.status, Object.keys(one.body)]).toEqual([200, ['grade', 'confidence']]);
    const two = await curl('-F', `file=@${samples.sheet}`, '-F', `file=@${samples.hot}`, `${server.url}/api/predict`);
    expect(two.body['results']).toHaveLength(2);
    expect((await curl('-X', 'POST', `${server.url}/api/predict`)).status).toBe(400);
  });

  test('EAR-19 curl analyses, with a file name that needs quoting', async () => {
    const fields = ['-F', `file=@${samples.hot};filename="a\\"b.jpg"`, '-F', 'threshold=0.6'];
    const one = await curl(...fields, '-F', 'return_visualizations=true', `${server.url}/api/v1/detect-anomaly`);
    expect(stableFields(one.body)).toEqual(await expectedOf('0.6'));
    const many = await curl('-F', `files[]=@${samples.hot};filename="a\\"b.jpg"`, `${server.url}/api/v1/batch-detect`);
    expect((many.body['results'] as readonly JsonObject[])[0]?.['filename']).toBe('a"b.jpg');
  });
});

describe.skipIf(!hasJava)('the JDK’s own HTTP client (skipped where there is no JDK)', () => {
  test('EAR-19 a Java program analyses a picture and fetches its mask', { timeout: 240_000 }, async () => {
    const program = 'tests/server/legacy-api/LegacyClient.java';
    const { stdout } = await run('java', [program, server.url, samples.hot, '0.6', 'true']);
    const [status, body = '', mask] = stdout.trim().split('\n');
    expect(status).toBe('200');
    expect(stableFields(JSON.parse(body) as JsonObject)).toEqual(await expectedOf('0.6'));
    expect(mask).toMatch(/^image\/png \d{3,}$/);
    const without = await run('java', [program, server.url, samples.hot, '0.6', 'false']);
    expect((JSON.parse(without.stdout.trim().split('\n')[1] ?? '') as JsonObject)['visualizations']).toBeNull();
  });
});
