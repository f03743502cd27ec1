import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { legacyAppWith, thermalVerdict } from '../../server/legacy-api/app-without-threads';

const multipart = 'multipart/form-data; boundary=XbX';

interface Part {
  readonly name: string;
  readonly value: string | Uint8Array;
  readonly fileName?: string;
}

function bodyOf(parts: readonly Part[]): Buffer {
  const pieces = parts.flatMap(({ name, value, fileName }) => {
    const file = fileName === undefined ? '' : `; filename="${fileName}"`;
    return [`--XbX\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`, value, '\r\n'];
  });
  return Buffer.concat([...pieces, '--XbX--\r\n'].map((piece) => Buffer.from(piece)));
}

const picture: Part = { name: 'file', fileName: 'a.jpg', value: 'bytes' };

/** The answer to a form and the job that its options made. */
async function detect(parts: readonly Part[], query = '', path = '/api/v1/detect-anomaly') {
  const { app, jobs } = legacyAppWith([thermalVerdict()]);
  const body = Uint8Array.from(bodyOf(parts));
  const response = await app.request(path + query, { method: 'POST', headers: { 'content-type': multipart }, body });
  return { status: response.status, text: await response.text(), job: jobs[0] };
}

const paths = ['/api/v1/detect-anomaly', '/api/ml/transformers/7/analyze-image'];

test('EAR-21 a field that is sent with a file name counts as that field', async () => {
  for (const path of paths) {
    const parts = [
      picture,
      { name: 'threshold', fileName: 'threshold', value: '0.99' },
      { name: 'return_visualizations', fileName: 'x', value: 'false' },
    ];
    const { status, job } = await detect(parts, '', path);
    expect([path, status, job?.limit, job?.views.kind]).toEqual([path, 200, 0.99, 'none']);
  }
});

const unreadable: readonly (string | Uint8Array)[] = [
  '',
  ' ',
  '0,9',
  'high',
  '0.9 %',
  '٠٫٩',
  Buffer.from([0x30, 0x2e, 0x39, 0xff]),
  Buffer.from('0.9', 'utf16le'),
  `0.9${' '.repeat(300)}`,
  `${'0'.repeat(300)}.9`,
];

test('EAR-21 an option that is there and not readable is refused with its name, with and without a file name', async () => {
  for (const path of paths) {
    for (const name of ['threshold', 'return_visualizations']) {
      for (const [value, fileName] of unreadable.flatMap((each) => [[each], [each, 'blob']] as const)) {
        const sent = { name, value, ...(fileName === undefined ? {} : { fileName }) };
        const { status, text, job } = await detect([picture, sent], '', path);
        expect([path, sent, status, job]).toEqual([path, sent, 400, undefined]);
        expect(text).toContain(`“${name}”`);
      }
    }
  }
});

test('EAR-21 options may stand in the query; an unreadable one there is refused too', async () => {
  const { status, job } = await detect([picture], '?threshold=0.99&return_visualizations=no');
  expect([status, job?.limit, job?.views.kind]).toEqual([200, 0.99, 'none']);
  for (const query of [
    '?threshold=',
    '?threshold=%ff',
    '?threshold=0,9',
    '?threshold',
    '?return_visualizations=maybe',
  ]) {
    const refused = await detect([picture], query);
    expect([query, refused.status, refused.job]).toEqual([query, 400, undefined]);
  }
});

test('EAR-21 an option that is sent twice counts if the values are the same, and is refused otherwise', async () => {
  const high = { name: 'threshold', value: '0.99' };
  expect((await detect([high, picture, high], '?threshold=0.99')).job?.limit).toBe(0.99);
  for (const { status, text, job } of [
    await detect([high, picture, { name: 'threshold', value: '0.5' }]),
    await detect([high, picture], '?threshold=0.5'),
    await detect([picture], '?threshold=0.5&threshold=0.6'),
  ]) {
    expect([status, job]).toEqual([400, undefined]);
    expect(text).toContain('“threshold” must be sent once');
  }
});

test('EAR-21 a page of analyses with an unreadable limit or start is refused with its name', async () => {
  const { app } = legacyAppWith([]);
  const statusOf = async (query: string) => {
    const response = await app.request(`/api/ml/transformers/7/analyses${query}`);
    return [response.status, await response.text()] as const;
  };
  expect((await statusOf('?limit=100&before=7'))[0]).toBe(200);
  for (const [query, field] of [
    ['?limit=ten', 'limit'],
    ['?limit=0', 'limit'],
    ['?limit=101', 'limit'],
    ['?limit=', 'limit'],
    ['?limit=5&limit=6', 'limit'],
    ['?before=null', 'before'],
    ['?before=-1', 'before'],
    ['?before=1.5', 'before'],
  ] as const) {
    const [status, text] = await statusOf(query);
    expect([query, status]).toEqual([query, 400]);
    expect(text).toContain(`“${field}”`);
  }
});

test('EAR-22 a user in JSON with a byte order mark or in UTF-16 is registered with the same name', async () => {
  const user = { name: 'Jos\u00e9 \u0917\u0941', location: 'Place A' };
  const text = JSON.stringify(user);
  const little = Buffer.from(text, 'utf16le');
  for (const body of [
    Buffer.from(text),
    Buffer.from(`\ufeff${text}`),
    little,
    Buffer.from(`\ufeff${text}`, 'utf16le'),
    Buffer.from(little).swap16(),
    Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  ]) {
    const { response, users } = await register(body);
    expect([body.subarray(0, 4), response.status, users]).toEqual([body.subarray(0, 4), 201, [user]]);
  }
});

test('EAR-22 a user whose text is not decodable, or has lost letters, is refused and never stored', async () => {
  const quoted = (name: string) => JSON.stringify({ name, location: 'Place A' });
  for (const body of [
    Buffer.from(quoted('Jos\u00e9'), 'latin1'),
    Buffer.from(quoted('Jos\ufffd')),
    Buffer.from('{"name":"Jos\\ud800","location":"Place A"}'),
    Buffer.from('{"name":"Jos\\u0000","location":"Place A"}'),
    Buffer.from([...Buffer.from(quoted('Jose'), 'utf16le'), 0x00]),
    Buffer.from('\ufeff', 'utf16le'),
    Buffer.from([0xef, 0xbb, 0xbf, 0xed, 0xa0, 0x80]),
  ]) {
    const { response, users } = await register(body);
    expect([body, response.status, users]).toEqual([body, 400, []]);
    expect(await response.text()).toMatch(/"error":/);
  }
});

async function register(body: Buffer) {
  const { app, users } = legacyAppWith([]);
  return {
    response: await app.request('/api/register_user', { method: 'POST', body: Uint8Array.from(body) }),
    users,
  };
}

test('EAR-22 a transformer id that is not UTF-8 is refused; a percent sign is one', async () => {
  const { app } = legacyAppWith([]);
  for (const [id, status] of [
    ['TX%207', 200],
    ['100%25', 200],
    ['%E0%A4%97', 200],
    ['%ff', 400],
    ['a%C3', 400],
    ['%00', 400],
    ['%ED%A0%80', 400],
  ] as const) {
    const response = await app.request(`http://server.example/api/ml/transformers/${id}/analyses`);
    expect([id, response.status]).toEqual([id, status]);
  }
});

test('EAR-13 a long file name is repeated whole, and no letter of it is lost', async () => {
  const name = `${'\u{1f4f7}'.repeat(300)}.jpg`;
  const { app } = legacyAppWith([]);
  const body = Uint8Array.from(bodyOf([1, 2].map(() => ({ ...picture, fileName: name }))));
  const response = await app.request('/api/predict', { method: 'POST', headers: { 'content-type': multipart }, body });
  expect(await response.json()).toMatchObject({ results: [{ filename: name }, { filename: name }] });
});

const cases = new URL('../../../../shared/data/cases/', import.meta.url);

test.skipIf(!existsSync(cases))('EAR-19 EAR-21 EAR-22 the given requests are read', async () => {
  const read = async (name: string) => Uint8Array.from(await readFile(new URL(name, cases)));
  for (const name of ['multipart-lf-only', 'multipart-lf-headers-crlf-boundary', 'multipart-threshold-with-filename']) {
    const { app, jobs } = legacyAppWith([thermalVerdict()]);
    const body = await read(`${name}.body`);
    const headers = { 'content-type': multipart };
    const response = await app.request('/api/v1/detect-anomaly', { method: 'POST', headers, body });
    const bytes = Buffer.from(jobs[0]?.bytes ?? []);
    expect([name, response.status, bytes.equals(await read('reference.jpg'))]).toEqual([name, 200, true]);
    const isHigh = name === 'multipart-threshold-with-filename';
    expect([jobs[0]?.limit, jobs[0]?.views.kind]).toEqual(isHigh ? [0.99, 'none'] : [0.5, 'drawn']);
  }
  expect((await register(Buffer.from(await read('register-utf8-bom.json')))).response.status).toBe(201);
  expect((await register(Buffer.from(await read('register-latin1.json')))).response.status).toBe(400);
});
