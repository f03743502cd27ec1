/** Several copies of the server on one PostgreSQL, and a PostgreSQL that goes away. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openServer, type OpenServer } from '../../../server/compose';
import { readConfig } from '../../../server/config';
import { silentLog } from '../../../server/http/log';
import { parseDeviceToken } from '../../../src/protocol/intake';
import { hasPostgres } from '../../support/fresh-database';
import { findPostgres, startPostgres, type Postgres } from '../../support/postgres';
import { until } from '../../support/until';
import { jpegOf, refOf } from '../../unit/server/make-change';

describe.skipIf(!hasPostgres)('copies on one PostgreSQL', () => {
  let postgres: Postgres;
  let dataDir: string;
  let copies: readonly [OpenServer, OpenServer];

  beforeAll(async () => {
    postgres = await startPostgres(findPostgres() ?? '');
    dataDir = await mkdtemp(join(tmpdir(), 'fieldgrade-copies-'));
    const env = {
      DATABASE_URL: postgres.urlOf('postgres'),
      DATA_DIR: dataDir,
      LEGACY_API: 'off',
      RATE_LIMIT_PER_TOKEN: '30',
    };
    const config = readConfig(env);
    if (!config.ok) throw new Error(config.fault.join(' '));
    const open = () => openServer(config.value, new Map(), silentLog);
    copies = await Promise.all([open(), open()]);
  });
  afterAll(async () => {
    await Promise.all(copies.map((copy) => copy.close()));
    await postgres.remove();
    await rm(dataDir, { recursive: true });
  });

  const ask = (copy: 0 | 1, method: string, path: string, headers: Readonly<Record<string, string>>, body?: BodyInit) =>
    Promise.resolve(
      copies[copy].app.request(`/api/intake/v1${path}`, { method, headers, ...(body === undefined ? {} : { body }) }),
    );

  const register = async () => {
    const body = JSON.stringify({ deviceId: randomUUID(), name: 'Phone', location: 'Shed' });
    const answer = await ask(0, 'POST', '/devices', {}, body);
    return { authorization: `Bearer ${parseDeviceToken(await answer.json())?.token ?? ''}` };
  };

  test('INT-38 copies that start at once create one first engineer', async () => {
    const tokens = copies.map(({ firstEngineerToken }) => firstEngineerToken).filter((token) => token !== undefined);
    expect(tokens).toHaveLength(1);
    const rows = await copies[0].dependencies.db
      .selectFrom('tokens')
      .select('hash')
      .where('role', '=', 'engineer')
      .execute();
    expect(rows).toHaveLength(1);
  });

  test('INT-6 one copy accepts the next part of a blob whose first part another copy received', async () => {
    const headers = await register();
    const photo = jpegOf(70, 900);
    const { sha256 } = refOf(photo);
    const send = async (copy: 0 | 1, from: number, to: number): Promise<unknown> => {
      const part = { ...headers, 'upload-offset': String(from), 'upload-length': '900' };
      const body = new Blob([new Uint8Array(photo.subarray(from, to))]);
      return (await ask(copy, 'PUT', `/blobs/${sha256}`, part, body)).json();
    };
    expect(await send(0, 0, 400)).toMatchObject({ receivedBytes: 400, isWhole: false });
    expect(await send(1, 400, 700)).toMatchObject({ receivedBytes: 700, isWhole: false });
    expect(await send(0, 700, 900)).toMatchObject({ isWhole: true });
    const read = await ask(1, 'GET', `/blobs/${sha256}`, headers);
    expect(new Uint8Array(await read.arrayBuffer())).toEqual(photo);
  });

  test('INT-23 copies count the requests of a token together', async () => {
    const headers = await register();
    const statuses: number[] = [];
    for (let at = 0; at < 32; at++) {
      statuses.push((await ask(at % 2 === 0 ? 0 : 1, 'GET', '/records', headers)).status);
    }
    expect(statuses).toEqual([...Array<number>(30).fill(200), 429, 429]);
  });

  test('INT-24 while PostgreSQL is unavailable the answer is 503, and the server recovers without a restart', async () => {
    const headers = await register();
    const status = async () => (await ask(0, 'GET', '/records', headers)).status;
    expect(await status()).toBe(200);
    await postgres.stop('killed');
    const away = await ask(0, 'GET', '/records', headers);
    expect([away.status, away.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await away.json()).toMatchObject({ fault: { kind: 'unavailable' } });
    expect((await copies[0].app.request('/health')).status).toBe(503);
    await postgres.start();
    await until('the server is back', async () => ((await status()) === 200 ? true : undefined));
    expect((await copies[0].app.request('/health')).status).toBe(200);
  });
});
