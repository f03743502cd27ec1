import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { heicHead, pngClaiming } from '../../support/make-pictures';
import { formWith, jsonOf, post, runServer, samples, type JsonObject, type RunningServer } from './running-server';

let server: RunningServer;

beforeAll(async () => {
  server = await runServer({ UPLOAD_LIMIT_MIB: '2' });
});
afterAll(() => server.remove());

const posted = [
  '/api/register_user',
  '/api/predict',
  '/api/v1/detect-anomaly',
  '/api/v1/batch-detect',
  '/api/ml/transformers/7/analyze-image',
];
const got = ['/api/v1/model-info', '/api/ml/transformers/7/analyses', '/outputs/masks/image_1_mask.png'];
const withPictures = posted.slice(1);

/** Asserts a refusal in JSON with a text, and returns the text. */
async function refusalOf(answer: Response, status: number): Promise<string> {
  expect([answer.url, answer.status, answer.headers.get('content-type')]).toEqual([
    answer.url,
    status,
    'application/json',
  ]);
  const body = await jsonOf(answer);
  expect(Object.keys(body)).toEqual(['error']);
  return String(body['error']);
}

/** The next valid request is served. */
async function expectStillServing(): Promise<void> {
  expect((await post(`${server.url}/api/predict`, await formWith('file', [samples.sheet]))).status).toBe(200);
}

test('EAR-23 a batch is judged against its baselines, and one that is not a picture refuses it', async () => {
  const form = await formWith('files[]', [samples.hot, samples.healthy], { return_visualizations: 'false' });
  form.append('baseline', new Blob([await readFile(samples.hot)]), 'before.jpg');
  const answer = await jsonOf(await post(`${server.url}/api/v1/batch-detect`, form));
  const [judged] = answer['results'] as readonly JsonObject[];
  const single = await formWith('file', [samples.hot], { return_visualizations: 'false' });
  single.append('baseline', new Blob([await readFile(samples.hot)]), 'before.jpg');
  const alone = await jsonOf(await post(`${server.url}/api/v1/detect-anomaly`, single));
  expect(judged?.['baselines']).toEqual([{ id: 'before.jpg', aligned: true }]);
  expect([judged?.['anomaly_score'], judged?.['changed_regions']]).toEqual([
    alone['anomaly_score'],
    alone['changed_regions'],
  ]);
  const broken = await formWith('files[]', [samples.hot]);
  broken.append('baseline', new Blob(['no picture']), 'before.txt');
  const refused = await post(`${server.url}/api/v1/batch-detect`, broken);
  expect([refused.status, (await jsonOf(refused))['error']]).toEqual([400, expect.stringContaining('“before.txt”')]);
});

test('EAR-11 another method gets 405 with the allowed ones', async () => {
  for (const [paths, allowed, methods] of [
    [posted, 'POST', ['GET', 'PUT', 'DELETE']],
    [got, 'GET', ['POST', 'DELETE']],
  ] as const) {
    for (const path of paths.flatMap((each) => [each, `${each}/`])) {
      for (const method of methods) {
        const answer = await fetch(server.url + path, { method });
        expect(await refusalOf(answer, 405)).toBe(`This address accepts ${allowed} only.`);
        expect(answer.headers.get('allow')).toBe(allowed);
      }
    }
  }
});

test('EAR-11 a request without a picture', async () => {
  for (const path of withPictures) {
    const url = server.url + path;
    expect(await refusalOf(await post(url, ''), 400)).toMatch(/multipart\/form-data/);
    expect(await refusalOf(await post(url, '{}', { 'content-type': 'application/json' }), 400)).toMatch(/No file/);
    expect(await refusalOf(await post(url, await formWith('other', [samples.sheet])), 400)).toMatch(/the field “file/);
    const nothingChosen = await formWith('file', [['', new Uint8Array()]]);
    nothingChosen.append('files[]', new Blob([]), '');
    expect(await refusalOf(await post(url, nothingChosen), 400)).toMatch(/No file was sent/);
  }
});

test('EAR-11 an invalid field is refused', async () => {
  const views = await formWith('file', [samples.hot], { return_visualizations: 'perhaps' });
  expect(await refusalOf(await post(`${server.url}/api/v1/detect-anomaly`, views), 400)).toMatch(/true or false/);
  const twice = await formWith('file', [samples.hot, samples.hot]);
  expect(await refusalOf(await post(`${server.url}/api/v1/detect-anomaly`, twice), 400)).toMatch(/batch-detect/);
  const many = await formWith('files', new Array(101).fill(['a.jpg', new Uint8Array(1)] as const));
  expect(await refusalOf(await post(`${server.url}/api/v1/batch-detect`, many), 400)).toMatch(/at most 100/);
  const id = await fetch(`${server.url}/api/ml/transformers/${'9'.repeat(101)}/analyses`);
  expect(await refusalOf(id, 400)).toMatch(/transformer id/);
});

test('EAR-11 a broken picture is refused with its fault', async () => {
  const bad: readonly (readonly [string, Uint8Array<ArrayBuffer>, RegExp])[] = [
    ['empty.jpg', new Uint8Array(), /0 bytes/],
    ['text.jpg', new TextEncoder().encode('hello'), /not a picture/],
    ['head.heic', new Uint8Array(heicHead()), /HEIC/],
    ['huge.png', new Uint8Array(await pngClaiming(60_000, 60_000)), /limit is 36/],
  ];
  for (const [name, bytes, words] of bad) {
    for (const path of ['/api/predict', '/api/v1/detect-anomaly']) {
      const answer = await post(server.url + path, await formWith('file', [[name, bytes]]));
      expect(await refusalOf(answer, 400)).toMatch(words);
    }
  }
});

test('EAR-12 a body over the limit is refused, with and without Content-Length', async () => {
  const bytes = 200 * 2 ** 20;
  const withLength = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': String(bytes) };
  const withoutLength = { 'content-type': 'multipart/form-data; boundary=x', 'transfer-encoding': 'chunked' };
  for (const headers of [withLength, withoutLength]) {
    const { status, text } = await sendZeros('/api/predict', headers, bytes);
    expect([status, text]).toEqual([413, expect.stringContaining('larger than 2 MiB')]);
  }
  await expectStillServing();
});

/** Sends zeros until the answer has come. */
function sendZeros(path: string, headers: Readonly<Record<string, string>>, bytes: number) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const chunk = Buffer.alloc(2 ** 16);
    const body = Readable.from(
      (function* () {
        for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk;
      })(),
    );
    const asked = request(server.url + path, { method: 'POST', headers: { ...headers } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => {
        body.destroy();
        asked.destroy();
        resolve({ status: answer.statusCode ?? 0, text });
      });
    });
    asked.on('error', reject);
    body.pipe(asked);
  });
}

test('EAR-12 broken multipart is refused with its fault', async () => {
  const part = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nabc';
  const bodies: readonly (readonly [type: string, body: string, words: RegExp])[] = [
    ['multipart/form-data', part, /has no boundary/],
    ['multipart/form-data; boundary=y', part, /boundary does not occur/],
    ['multipart/form-data; boundary=x', part, /its end is missing/],
    ['multipart/form-data; boundary=x', `${part}\r\n--x`, /its end is missing/],
    ['multipart/form-data; boundary=x', '--x\r\nContent-Type: a/b\r\n\r\n\r\n--x--', /a part has no name/],
    ['multipart/form-data; boundary=x', `--x\r\n${'A'.repeat(100_000)}\r\n--x--`, /headers of a part do not end/],
    [
      'multipart/form-data; boundary=x',
      `--x\r\nContent-Disposition: form-data; name="${'n'.repeat(100_000)}"\r\n\r\n1\r\n--x--`,
      /headers of a part do not end/,
    ],
    ['multipart/form-data; boundary=x', `${`${part}\r\n`.repeat(10_000)}--x--`, /more than 256 parts/],
  ];
  for (const [type, body, words] of bodies) {
    const answer = await post(`${server.url}/api/predict`, body, { 'content-type': type });
    expect(await refusalOf(answer, 400)).toMatch(words);
  }
  await expectStillServing();
});

test('EAR-12 a connection that ends in the middle of an upload leaves no file and no occupied space', async () => {
  for (let time = 0; time < 20; time++) {
    await new Promise<void>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => {
        const head = 'POST /api/predict HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\n';
        socket.write(`${head}Content-Length: 900000\r\n\r\n--x\r\n`, () => socket.destroy());
      });
      socket.on('close', () => resolve());
    });
  }
  await expectStillServing();
});

test('EAR-13 file names are repeated unchanged and never become paths', async () => {
  const names = [
    '..\\..\\x.jpg',
    '../../etc/passwd',
    'C:\\photos\\sheet.JPG',
    'Bogen-ü-日本.PNG',
    'a"b.jpg',
    '<b>.jpg',
  ];
  const bytes = new TextEncoder().encode('no picture');
  const form = await formWith(
    'file',
    names.map((name) => [name, bytes] as const),
  );
  const { results } = await jsonOf(await post(`${server.url}/api/predict`, form));
  expect((results as readonly { filename: string }[]).map(({ filename }) => filename)).toEqual(names);
  const stored = await readdir(server.dataDir, { recursive: true });
  expect(stored.filter((path) => /x\.jpg|passwd|sheet|日本/.test(path))).toEqual([]);
});

test('EAR-13 /outputs/ serves only names that the server made', async () => {
  const form = await formWith('file', [samples.hot]);
  const { visualizations } = await jsonOf(await post(`${server.url}/api/v1/detect-anomaly`, form));
  const mask = (visualizations as { mask_url: string }).mask_url;
  const paths = [
    '/outputs/masks/image_1_mask.png',
    '/outputs/masks/..%2f..%2fdatabase%2fPG_VERSION',
    '/outputs/masks/%2e%2e%5c%2e%2e%5cdatabase',
    mask.replace('/masks/', '/overlays/'),
    mask.replace('_mask.png', '_overlay.png'),
    mask.toUpperCase().replace('/OUTPUTS/MASKS/', '/outputs/masks/'),
    `${mask}%00`,
  ];
  for (const path of paths) {
    expect(await refusalOf(await fetch(server.url + path), 404)).toMatch(/no such picture/);
  }
  expect((await fetch(server.url + mask, { method: 'HEAD' })).headers.get('content-type')).toBe('image/png');
});
