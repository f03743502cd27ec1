import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { zipOf } from '../support/field-pack-file';
import { printedSeed } from '../support/seeded-random';
import { until } from '../support/until';
import { runDrill } from './support/run-drill';

const seed = printedSeed('fuzz of the legacy API');
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 120);
/** Only to detect a hang: far longer than a picture takes. */
const slowestMs = 120_000;
const jpeg = readFileSync('public/samples/thermal-1.jpg');

test('DRL-33 hostile forms and pictures to the legacy API: no 500, no hang, no crash', () =>
  runDrill('hostile forms', { env: { LEGACY_API: 'on' } }, async ({ drill }) => {
    const statuses: Record<number, number> = {};
    const check = fc.asyncProperty(endpoint, picture, fields, async (path, bytes, more) => {
      const form = new FormData();
      for (const [name, value] of more) form.append(name, value);
      if (bytes !== undefined) form.append('file', new Blob([bytes], { type: 'image/jpeg' }), 'a\u0000"\r\n../b.jpg');
      const status = await send(`${drill.server.url}${path}`, form);
      statuses[status] = (statuses[status] ?? 0) + 1;
      // 503 is right when all places are taken; 500 never is.
      expect([500, 501, 502, 504]).not.toContain(status);
    });
    await fc.assert(check, { seed, numRuns });
    console.log(`answers by status: ${JSON.stringify(statuses)}`);
    for (const path of ['/outputs/../server/main.ts', '/outputs/masks/..%2f..%2fpackage.json', '/outputs/masks/%00']) {
      expect((await fetch(`${drill.server.url}${path}`)).status).toBe(404);
    }
    expect(drill.server.isRunning()).toBe(true);
    expect((await fetch(`${drill.server.url}/health`)).status).toBe(200);
  }));

const engineerToken = 'an-engineers-token-for-drills';

test('DRL-46 hostile ZIPs to retrain: no 500, no hang, no crash, and no classifier from them', () =>
  runDrill('hostile ZIPs', { env: { LEGACY_API: 'on', ENGINEER_TOKEN: engineerToken } }, async ({ drill }) => {
    const { url } = drill.server;
    const whole = await zipOf([
      ...[1, 2, 3].map((at) => [`data/a/${at}.jpg`, jpeg] as const),
      ...[4, 5].map((at) => [`data/b/${at}.jpg`, jpeg.subarray(0, 1000 * at)] as const),
    ]);
    const statuses: Record<number, number> = {};
    const check = fc.asyncProperty(alteredZip(whole), async (bytes) => {
      const form = new FormData();
      form.append('file', new Blob([bytes]), '../../new_data.zip');
      const headers = { authorization: `Bearer ${engineerToken}` };
      const answer = await fetch(`${url}/retrain`, { method: 'POST', body: form, headers });
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      expect([202, 400, 413, 503]).toContain(answer.status);
      if (answer.status === 202) await endedJob(url);
    });
    await fc.assert(check, { seed, numRuns: Math.ceil(numRuns / 4) });
    console.log(`answers by status: ${JSON.stringify(statuses)}`);
    expect(drill.server.isRunning()).toBe(true);
    expect((await fetch(`${url}/predict`, { method: 'POST', body: formOf(jpeg) })).status).toBe(409);
  }));

/** Waits for the newest training; none of these ZIPs has enough pictures of a class. */
async function endedJob(url: string): Promise<void> {
  const headers = { authorization: `Bearer ${engineerToken}` };
  await until('the training has ended', async () => {
    const job = (await (await fetch(`${url}/retrain`, { headers })).json()) as { readonly status: string };
    return job.status === 'failed' ? true : undefined;
  });
}

function formOf(bytes: Uint8Array): FormData {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), 'a.jpg');
  return form;
}

/** Bytes changed, cut off, or none of a ZIP at all. */
function alteredZip(whole: Uint8Array): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
  return fc.oneof(
    fc.constant(new Uint8Array(whole)),
    fc.array(change, { minLength: 1, maxLength: 30 }).map((changes) => {
      const bytes = new Uint8Array(whole);
      for (const [at, byte] of changes) bytes[at] = byte;
      return bytes;
    }),
    fc.nat(whole.length).map((at) => new Uint8Array(whole.subarray(0, at))),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.from(bytes)),
  );
}

const endpoint = fc.oneof(
  fc.constantFrom('/api/predict', '/predict', '/api/v1/detect-anomaly', '/api/v1/batch-detect', '/api/register_user'),
  fc
    .string({ maxLength: 40 })
    .map((id) => `/api/ml/transformers/${encodeURIComponent(id.toWellFormed())}/analyze-image`),
);

/** An altered JPEG, or bytes that are not a JPEG. */
const picture = fc.oneof(
  fc.constant(undefined),
  fc.array(fc.tuple(fc.nat(jpeg.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }).map((changes) => {
    const bytes = Uint8Array.from(jpeg);
    for (const [at, byte] of changes) bytes[at] = byte;
    return bytes;
  }),
  fc.nat(jpeg.length).map((at) => Uint8Array.from(jpeg.subarray(0, at))),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.from(bytes)),
  // The header claims 65,535 × 65,535 pixels, more than fits into memory.
  fc.constant(Uint8Array.from(jpeg).fill(0xff, 163, 167)),
);

const fields = fc.array(
  fc.tuple(
    fc.constantFrom('threshold', 'return_visualizations', 'files[]', 'file', 'name', 'location', '__proto__'),
    fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom('NaN', '-1', '1e999', 'true', '', '0x1')),
  ),
  { maxLength: 4 },
);

async function send(url: string, body: FormData): Promise<number> {
  const answer = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(slowestMs) });
  await answer.arrayBuffer();
  return answer.status;
}
