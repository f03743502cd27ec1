import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { zipOf } from '../../support/field-pack-file';
import { freshDatabase, hasPostgres } from '../../support/fresh-database';
import { until } from '../../support/until';
import { registerNamed } from '../office/office-site';
import { pictures, sameInBothClasses, statingMuch, stripes, type NamedBytes } from './labelled-stripes';
import { formWith, jsonOf, post, runServer, type JsonObject, type RunningServer } from './running-server';

const engineerToken = 'an-engineers-token-for-tests';
const asEngineer = { authorization: `Bearer ${engineerToken}` };

let server: RunningServer;

beforeAll(async () => {
  server = await runServer({ ENGINEER_TOKEN: engineerToken, CLASSIFY_PATH: '/v2/classify' });
});
afterAll(() => server.remove());

async function send(zip: Uint8Array, fields: Readonly<Record<string, string>> = {}): Promise<Response> {
  return post(
    `${server.url}/retrain`,
    await formWith('file', [['new_data.zip', new Uint8Array(zip)]], fields),
    asEngineer,
  );
}

async function jobEnd(id: unknown, url = server.url): Promise<JsonObject> {
  return until(
    'the training has ended',
    async () => {
      const job = await jsonOf(await fetch(`${url}/retrain/${String(id)}`, { headers: asEngineer }));
      return job['finished_at'] === null ? undefined : job;
    },
    { limitMs: 120_000 },
  );
}

async function train(named: readonly NamedBytes[], fields: Readonly<Record<string, string>> = {}): Promise<JsonObject> {
  const answer = await send(await zipOf(named), fields);
  expect(answer.status).toBe(202);
  const { job_id, status_url } = await jsonOf(answer);
  expect(status_url).toBe(`/retrain/${String(job_id)}`);
  return jobEnd(job_id);
}

async function classify(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<JsonObject> {
  const answer = await post(`${server.url}/v2/classify`, await formWith('file', [[name, bytes]]));
  return { status: answer.status, ...(await jsonOf(answer)) };
}

describe('before any training', () => {
  test('EAR-30 nothing can be classified, and there are no insights', async () => {
    expect(await classify('a.jpg', await stripes('level', 1))).toMatchObject({ status: 409 });
    expect((await fetch(`${server.url}/data-insights`)).status).toBe(404);
    const newest = await fetch(`${server.url}/retrain`, { headers: asEngineer });
    expect([newest.status, await jsonOf(newest)]).toEqual([
      404,
      { error: expect.stringMatching(/Nothing has been trained/) as unknown },
    ]);
  });

  test('EAR-31 retraining is for engineers: without their token the ZIP is not read', async () => {
    const form = await formWith('file', [['a.zip', new Uint8Array(10)]]);
    for (const [headers, status] of [
      [{}, 401],
      [{ authorization: 'Bearer not-a-token-of-anybody' }, 401],
    ] as const) {
      const answer = await post(`${server.url}/retrain`, form, headers);
      expect([answer.status, (await jsonOf(answer))['error']]).toEqual([
        status,
        expect.stringMatching(/engineer’s token/),
      ]);
    }
  });

  test('EAR-31 the token of a device is refused as such', async () => {
    const { token } = await registerNamed(server.url, 'Phone 1', 'Shed 2');
    const answer = await post(`${server.url}/retrain`, await formWith('file', []), {
      authorization: `Bearer ${token}`,
    });
    expect([answer.status, (await jsonOf(answer))['error']]).toEqual([403, expect.stringMatching(/token of a device/)]);
  });

  test('EAR-32 a form without a ZIP, or with two, is refused with what to send', async () => {
    const two: readonly NamedBytes[] = [
      ['a.zip', new Uint8Array(9)],
      ['b.zip', new Uint8Array(9)],
    ];
    for (const [body, said] of [
      [await formWith('file', []), /No ZIP was sent/],
      ['{}', /No ZIP was sent/],
      [await formWith('file', two), /one ZIP at a time/],
    ] as const) {
      const answer = await post(`${server.url}/retrain`, body, asEngineer);
      expect([answer.status, (await jsonOf(answer))['error']]).toEqual([400, expect.stringMatching(said)]);
    }
  });

  test('EAR-32 a ZIP that cannot be opened, or has no folders of pictures, is refused at once and leaves no file', async () => {
    const plain = await zipOf([['picture.jpg', await stripes('level', 1)]]);
    const outside = await zipOf([['../class/picture.jpg', await stripes('level', 1)]]);
    for (const [bytes, said] of [
      [new TextEncoder().encode('not a ZIP'), /not a ZIP archive/],
      [plain.subarray(0, plain.length - 30), /not a ZIP archive/],
      [plain, /no pictures in folders/],
      [outside, /outside its folder/],
      [await statingMuch(), /have more than 4,096 MiB/],
    ] as const) {
      const answer = await send(new Uint8Array(bytes));
      expect([answer.status, (await jsonOf(answer))['error']]).toEqual([400, expect.stringMatching(said)]);
    }
    expect(await readdir(join(server.dataDir, 'training', 'zips'))).toEqual([]);
  });
});

describe('a training', () => {
  test('EAR-33 a ZIP trains a classifier that is used, with insights, samples and a report', async () => {
    const named = [...(await pictures(8, 1)), ['new_data/level/notes.jpg', new Uint8Array(9)] as const];
    const job = await train(named);
    expect(job).toMatchObject({ status: 'passed', file: 'new_data.zip', comparison: { kind: 'first' } });
    const { done, total } = job['progress'] as { readonly done: number; readonly total: number };
    expect(done).toBe(total);
    expect(job['unused']).toEqual([{ name: 'new_data/level/notes.jpg', reason: 'not-a-picture' }]);
    const { samples, ...insights } = await jsonOf(await fetch(`${server.url}/data-insights`));
    expect(insights).toMatchObject({
      total_images: 16,
      images_per_class: { level: 8, upright: 8 },
      dimensions: { width: { min: 96, mean: 96, max: 96 }, height: { min: 96, mean: 96, max: 96 } },
      unreadable: ['new_data/level/notes.jpg'],
    });
    const [sample] = (samples as Readonly<Record<string, readonly { image: string }[]>>)['level'] ?? [];
    expect(sample?.image).toMatch(/^data:image\/jpeg;base64,/);
    expect(await classify('new.jpg', await stripes('upright', 9000))).toMatchObject({
      status: 200,
      class: 'upright',
      confidence: expect.any(Number) as unknown,
      model_version: 'v1.0.0',
    });
  });

  test('EAR-34 after the training the insights have near-duplicates and blurred pictures', async () => {
    const insights = await until('the looks are in the insights', async () => {
      const answer = await jsonOf(await fetch(`${server.url}/data-insights`));
      return answer['near_duplicates'] === null ? undefined : answer;
    });
    expect(insights).toMatchObject({
      total_images: 16,
      near_duplicates: expect.any(Number) as unknown,
      contradictory_near_duplicates: 0,
      blurred: expect.any(Array) as unknown,
    });
  });

  test('EAR-34 the insights are answered within 50 ms once they are computed', async () => {
    const times: number[] = [];
    for (let each = 0; each < 20; each++) {
      const startedMs = performance.now();
      await (await fetch(`${server.url}/data-insights`)).arrayBuffer();
      times.push(performance.now() - startedMs);
    }
    expect(times.toSorted((a, b) => a - b)[10]).toBeLessThan(50);
  });

  test('EAR-35 a worse classifier does not replace the current one, unless the engineer says so', async () => {
    const swapped = await pictures(8, 2, true);
    const kept = await train(await sameInBothClasses(10));
    expect(kept).toMatchObject({
      status: 'kept_previous',
      error: expect.stringMatching(/stays in use|no better/) as unknown,
    });
    const mixed = await stripes('level', 9100);
    expect(await classify('new.jpg', mixed)).toMatchObject({ class: 'level', model_version: 'v1.0.0' });
    const replaced = await train(swapped, { replace: 'always' });
    expect(replaced).toMatchObject({ status: 'passed', comparison: { kind: 'same-pictures', previousRight: 0 } });
    expect(await classify('new.jpg', mixed)).toMatchObject({ class: 'upright', model_version: 'v1.1.0' });
  });

  test('EAR-36 a training with too few pictures fails with its reason, and the previous classifier stays in use', async () => {
    const job = await train((await pictures(2, 3)).slice(0, 3));
    expect(job).toMatchObject({ status: 'failed', error: expect.stringMatching(/at least 3 are needed/) as unknown });
    expect(await classify('new.jpg', await stripes('level', 9200))).toMatchObject({ status: 200 });
  });

  test('EAR-32 EAR-34 a ZIP without a usable picture fails, names each with the reason, and leaves the insights as they were', async () => {
    const bytes = new TextEncoder().encode('no picture');
    const bomb = new Uint8Array(2 ** 21);
    const job = await train([
      ['new_data/level/1.jpg', bytes],
      ['new_data/upright/2.jpg', bomb],
    ]);
    expect(job).toMatchObject({
      status: 'failed',
      reason: 'too-few-classes',
      error: expect.stringMatching(/none was found\. 2 files could not be used/) as unknown,
      unused: [
        { name: 'new_data/level/1.jpg', reason: 'not-a-picture' },
        { name: 'new_data/upright/2.jpg', reason: expect.any(String) as unknown },
      ],
    });
    const insights = await jsonOf(await fetch(`${server.url}/data-insights`));
    expect(insights['total_images']).not.toBe(0);
  });

  test('EAR-37 pictures are classified while a training runs, and only a bounded number of trainings waits', async () => {
    const zip = await zipOf(await pictures(20, 4));
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(zip)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([202, 202, 202, 503, 503]);
    expect(answers.find(({ status }) => status === 503)?.headers.get('retry-after')).toMatch(/^\d+$/);
    const startedMs = performance.now();
    expect((await classify('new.jpg', await stripes('level', 9300)))['status']).toBe(200);
    expect(performance.now() - startedMs).toBeLessThan(10_000);
    for (const answer of answers.filter(({ status }) => status === 202)) {
      expect(await jobEnd((await jsonOf(answer))['job_id'])).toMatchObject({
        status: expect.stringMatching(/passed|kept/) as unknown,
      });
    }
  });
});

describe('restarts', () => {
  test('EAR-38 a training that the server did not finish is reported as interrupted after the restart', async () => {
    const env = { ENGINEER_TOKEN: engineerToken };
    const first = await runServer(env);
    const zip = await zipOf(await pictures(30, 5));
    const answer = await post(
      `${first.url}/retrain`,
      await formWith('file', [['a.zip', new Uint8Array(zip)]]),
      asEngineer,
    );
    const { job_id } = await jsonOf(answer);
    await first.kill();
    await first.restart();
    const job = await jsonOf(await fetch(`${first.url}/retrain/${String(job_id)}`, { headers: asEngineer }));
    expect(job).toMatchObject({ status: 'interrupted', error: expect.stringMatching(/Send the ZIP again/) as unknown });
    expect(await readdir(join(first.dataDir, 'training', 'zips'))).toEqual([]);
    await first.remove();
  });
});

describe.skipIf(!hasPostgres)('on PostgreSQL', () => {
  test('EAR-33 the classifier that passed is used after a restart, from the database', async () => {
    const { url, drop } = await freshDatabase();
    const env = { ENGINEER_TOKEN: engineerToken, DATABASE_URL: url };
    const first = await runServer(env);
    const zip = await zipOf(await pictures(6, 6));
    const answer = await post(
      `${first.url}/retrain`,
      await formWith('file', [['a.zip', new Uint8Array(zip)]]),
      asEngineer,
    );
    expect(await jobEnd((await jsonOf(answer))['job_id'], first.url)).toMatchObject({ status: 'passed' });
    await first.remove();
    const second = await runServer(env);
    const form = await formWith('file', [['b.jpg', await stripes('upright', 9400)]]);
    expect(await jsonOf(await post(`${second.url}/predict`, form))).toMatchObject({ class: 'upright' });
    await second.remove();
    const client = new Client({ connectionString: url });
    await client.connect();
    expect((await client.query('select state from retrain_jobs')).rows).toEqual([{ state: 'passed' }]);
    await client.end();
    await drop();
  });
});
