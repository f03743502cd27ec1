import { readFile } from 'node:fs/promises';
import { Client } from 'pg';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { figuresIn } from '../../../scripts/collect-figures';
import { scenePng } from '../../support/make-pictures';
import { rowsOf, runCli } from '../../unit/cli/run-cli';
import { freshDatabase, hasPostgres } from '../../support/fresh-database';
import { formWith, jsonOf, post, runServer, samples, type JsonObject, type RunningServer } from './running-server';

let server: RunningServer;

beforeAll(async () => {
  server = await runServer();
});
afterAll(() => server.remove());

const notAPicture = ['notes.txt', new TextEncoder().encode('no picture')] as const;

/** The command line's result for a picture. */
async function cliPrediction(path: string, pack: string): Promise<JsonObject> {
  const [row] = rowsOf(await runCli(['predict', path, '--pack', pack, '--json'], process.cwd()));
  if (row === undefined) throw new Error(`the command line says nothing of ${path}`);
  return row;
}

function register(user: unknown): Promise<Response> {
  return post(`${server.url}/api/register_user`, JSON.stringify(user), { 'content-type': 'application/json' });
}

async function detect(path: string, fields: Readonly<Record<string, string>> = {}): Promise<JsonObject> {
  const answer = await post(`${server.url}/api/v1/detect-anomaly`, await formWith('file', [path], fields));
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
  return jsonOf(answer);
}

describe('users and grades', () => {
  test('EAR-1 a user is registered', async () => {
    const answer = await register({ name: 'Sathwik', location: 'Bantwal' });
    expect([answer.status, await answer.json()]).toEqual([201, { message: 'User registered successfully' }]);
  });

  test('EAR-1 a user without a name or a location is refused', async () => {
    for (const [user, missing] of [
      [{ name: 'Sathwik' }, /^Missing or not readable as text: location\./],
      [{ location: 'Bantwal' }, /^Missing or not readable as text: name\./],
      [{ name: ' ', location: 7 }, /^Missing or not readable as text: name, location\./],
      [[], /^Missing or /],
    ] as const) {
      const answer = await register(user);
      expect(answer.status).toBe(400);
      expect((await jsonOf(answer))['error']).toMatch(missing);
    }
    const broken = await post(`${server.url}/api/register_user`, '{"name":');
    expect([broken.status, (await jsonOf(broken))['error']]).toEqual([400, expect.stringContaining('not JSON')]);
  });

  test('EAR-2 one picture gets the same grade and confidence as from the command line', async () => {
    const answer = await post(`${server.url}/api/predict`, await formWith('file', [samples.sheet]));
    const said = await cliPrediction(samples.sheet, 'rubber-sheet');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ grade: said['classification'], confidence: said['confidence'] });
    expect(said['classification']).toMatch(/^Grade [AB]$/);
    const other = await jsonOf(await post(`${server.url}/api/predict/`, await formWith('file', [samples.healthy])));
    expect(other['grade']).toBe('Not_Rubber');
  });

  test('EAR-3 several pictures get results in their order', async () => {
    const form = await formWith('file', [samples.sheet, notAPicture, samples.healthy]);
    const said = await cliPrediction(samples.sheet, 'rubber-sheet');
    const answer = await post(`${server.url}/api/predict`, form);
    expect(answer.status).toBe(200);
    const words = String(said['classification']).replace(' ', '_');
    expect(await answer.json()).toEqual({
      results: [
        { filename: 'rubber-1.jpg', prediction: words, confidence: said['confidence'] },
        { filename: 'notes.txt', error: expect.stringMatching(/not a picture/) as unknown },
        {
          filename: 'thermal-1.jpg',
          prediction: 'Not_Rubber',
          confidence: expect.stringMatching(/^\d+\.\d\d%$/) as unknown,
        },
      ],
    });
  });
});

describe('the model', () => {
  test('EAR-5 health', async () => {
    const answer = await fetch(`${server.url}/health`);
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'healthy', model_loaded: true }]);
  });

  test('EAR-5 the figures are those of the evaluation', async () => {
    const { auroc, f1Max } = figuresIn(await readFile('models/evaluation.json', 'utf8'));
    const pack = JSON.parse(await readFile('models/transformer-thermal/pack.json', 'utf8')) as { version: string };
    expect(await jsonOf(await fetch(`${server.url}/api/v1/model-info`))).toEqual({
      model_type: 'PatchCore',
      version: `v${pack.version}`,
      accuracy: Number((100 * auroc).toFixed(1)),
      f1_score: Number((100 * f1Max).toFixed(1)),
      training_date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as unknown,
      supported_formats: ['jpg', 'jpeg', 'png'],
    });
  });
});

const levels = [
  { upTo: 0.3, name: 'Normal' },
  { upTo: 0.5, name: 'Potential' },
  { upTo: 0.8, name: 'Overloway' },
  { upTo: 1, name: 'Faulty' },
];

describe('thermal pictures', () => {
  test('EAR-6 returns the fields of the contract with the command line’s values', async () => {
    for (const path of [samples.healthy, samples.hot]) {
      const { visualizations, processing_time, ...answer } = await detect(path);
      const said = await cliPrediction(path, 'transformer-thermal');
      const { anomaly_score, classification, confidence, is_anomalous, bounding_boxes, model_version } = said;
      expect(answer).toEqual({
        anomaly_score,
        classification,
        confidence,
        is_anomalous,
        bounding_boxes,
        model_version,
      });
      expect(processing_time).toBeGreaterThan(0);
      expect(Object.keys(visualizations as object)).toEqual(['mask_url', 'overlay_url', 'filtered_url', 'bounded_url']);
      expect(classification).toBe(levels.find(({ upTo }) => Number(anomaly_score) <= upTo)?.name);
    }
  });

  test('EAR-7 another threshold changes verdict, boxes, mask and confidence, not the score', async () => {
    const usual = await detect(samples.hot);
    const score = Number(usual['anomaly_score']);
    const strict = await detect(samples.hot, { threshold: String(score / 2) });
    const mild = await detect(samples.hot, { threshold: String((1 + score) / 2) });
    for (const answer of [strict, mild]) {
      expect([answer['anomaly_score'], answer['classification']]).toEqual([score, usual['classification']]);
    }
    expect([strict['is_anomalous'], mild['is_anomalous']]).toEqual([true, false]);
    expect(mild['bounding_boxes']).toEqual([]);
    expect(await whitePixels(strict)).toBeGreaterThan(await whitePixels(usual));
    expect(await whitePixels(mild)).toBe(0);
  });

  test('EAR-7 an invalid threshold is refused', async () => {
    for (const threshold of ['0,5', 'high', '1.01', '-1', '1e-1', 'NaN']) {
      const form = await formWith('file', [samples.hot], { threshold });
      const answer = await post(`${server.url}/api/v1/detect-anomaly`, form);
      expect([threshold, answer.status]).toEqual([threshold, 400]);
      expect((await jsonOf(answer))['error']).toMatch(/“threshold” must be a number from 0 to 1/);
    }
  });

  test('EAR-8 four PNG pictures of the uploaded size', async () => {
    const { visualizations } = await detect(samples.hot, { return_visualizations: 'TRUE' });
    const { width, height } = await sharp(samples.hot).metadata();
    const urls = visualizations as Readonly<Record<string, string>>;
    const form =
      /^\/outputs\/(masks|overlays|filtered|bounded)\/image_[0-9a-f]{32}_(mask|overlay|filtered|bounded)\.png$/;
    for (const url of Object.values(urls)) {
      expect(url).toMatch(form);
      const answer = await fetch(server.url + url);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
      const png = await sharp(await answer.arrayBuffer()).metadata();
      expect([png.format, png.width, png.height]).toEqual(['png', width, height]);
    }
  });

  test('EAR-8 a picture of many megapixels gets smaller views, and boxes in its own pixels', async () => {
    const big = await sharp(samples.hot).resize(4000, 3000, { fit: 'fill' }).jpeg().toBuffer();
    const form = await formWith('file', [['BIG.JPG', new Uint8Array(big)]]);
    const answer = await jsonOf(await post(`${server.url}/api/v1/detect-anomaly`, form));
    const { mask_url = '' } = answer['visualizations'] as Readonly<Record<string, string>>;
    const mask = await sharp(await (await fetch(server.url + mask_url)).arrayBuffer()).metadata();
    expect(mask.width * mask.height).toBeLessThanOrEqual(4_000_000);
    expect(mask.width / mask.height).toBeCloseTo(4 / 3, 2);
    const boxes = answer['bounding_boxes'] as readonly { x: number }[];
    expect(Math.max(...boxes.map(({ x }) => x))).toBeGreaterThan(mask.width / 2);
  });

  test('EAR-8 return_visualizations=false makes no pictures', async () => {
    for (const word of ['false', 'False', '0', 'no']) {
      expect((await detect(samples.hot, { return_visualizations: word }))['visualizations']).toBeNull();
    }
  });

  test('EAR-23 a picture is judged against its baselines as by the command line', async () => {
    const form = await formWith('file', [samples.hot], { return_visualizations: 'false' });
    form.append('baseline', new Blob([await readFile(samples.hot)]), 'before.jpg');
    const answer = await jsonOf(await post(`${server.url}/api/v1/detect-anomaly`, form));
    const run = ['predict', samples.hot, '--pack', 'transformer-thermal', '--baseline', samples.hot, '--json'];
    const [said] = rowsOf(await runCli(run, process.cwd()));
    const values = ({ anomaly_score, classification, is_anomalous, bounding_boxes, changed_regions }: JsonObject) => ({
      ...{ anomaly_score, classification, is_anomalous, bounding_boxes, changed_regions },
    });
    expect(values(answer)).toEqual(values(said ?? {}));
    expect(answer['baselines']).toEqual([{ id: 'before.jpg', aligned: true }]);
    expect(Number(answer['anomaly_score'])).toBeLessThan(Number((await detect(samples.hot))['anomaly_score']));
  });

  test('EAR-23 a baseline that is not a picture is refused by its name, and so is a fourth one', async () => {
    const broken = await formWith('file', [samples.hot]);
    broken.append('baseline', new Blob(['no picture']), 'before.txt');
    const refused = await post(`${server.url}/api/v1/detect-anomaly`, broken);
    expect([refused.status, (await jsonOf(refused))['error']]).toEqual([400, expect.stringContaining('“before.txt”')]);
    const many = await formWith('file', [samples.hot]);
    for (let count = 0; count < 4; count++)
      many.append('baseline', new Blob([await readFile(samples.healthy)]), 'b.jpg');
    const tooMany = await post(`${server.url}/api/v1/detect-anomaly`, many);
    expect([tooMany.status, (await jsonOf(tooMany))['error']]).toEqual([400, expect.stringContaining('three times')]);
  });

  test('EAR-9 a batch in its order, with its counts', async () => {
    for (const field of ['files[]', 'files']) {
      const form = await formWith(field, [samples.hot, samples.healthy, notAPicture], {
        return_visualizations: 'false',
      });
      const answer = await jsonOf(await post(`${server.url}/api/v1/batch-detect`, form));
      const results = answer['results'] as readonly JsonObject[];
      expect(results.map((result) => result['filename'])).toEqual(['thermal-2.jpg', 'thermal-1.jpg', 'notes.txt']);
      expect(results.map((result) => result['is_anomalous'])).toEqual([true, false, undefined]);
      expect(results[2]?.['error']).toMatch(/not a picture/);
      expect(answer['summary']).toEqual({
        total_images: 3,
        faulty_count: 1,
        normal_count: 1,
        refused_count: 0,
        average_processing_time: expect.any(Number) as unknown,
      });
    }
  });

  test('EAR-10 an analysis is stored under its transformer and listed in pages', async () => {
    const address = `${server.url}/api/ml/transformers/${encodeURIComponent('TX 7/ä')}`;
    const answers: JsonObject[] = [];
    for (const path of [samples.healthy, samples.hot, samples.healthy]) {
      const answer = await post(`${address}/analyze-image`, await formWith('file', [path], { threshold: '0.4' }));
      expect(answer.status).toBe(200);
      answers.unshift(await jsonOf(answer));
    }
    const page = await jsonOf(await fetch(`${address}/analyses?limit=2`));
    const rest = await jsonOf(await fetch(`${address}/analyses?limit=2&before=${String(page['next_before'])}`));
    expect([page['transformer_id'], rest['next_before']]).toEqual(['TX 7/ä', null]);
    const listed = [...(page['analyses'] as JsonObject[]), ...(rest['analyses'] as JsonObject[])];
    expect(listed).toHaveLength(3);
    for (const [at, { analysis_id, analyzed_at, filename, threshold, ...answer }] of listed.entries()) {
      expect(answer).toEqual(answers[at]);
      expect([threshold, filename]).toEqual([0.4, at === 1 ? 'thermal-2.jpg' : 'thermal-1.jpg']);
      expect(analysis_id).toMatch(/^[0-9a-f]{32}$/);
      expect(Date.parse(String(analyzed_at))).toBeLessThanOrEqual(Date.now());
    }
    const other = await jsonOf(await fetch(`${server.url}/api/ml/transformers/none/analyses`));
    expect(other).toEqual({ transformer_id: 'none', analyses: [], next_before: null });
  });
});

async function whitePixels(answer: JsonObject): Promise<number> {
  const { mask_url = '' } = answer['visualizations'] as Readonly<Record<string, string>>;
  const mask = await (await fetch(server.url + mask_url)).arrayBuffer();
  const grey = await sharp(mask).greyscale().raw().toBuffer();
  return grey.reduce((count, value) => count + (value > 127 ? 1 : 0), 0);
}

test.skipIf(!hasPostgres)('EAR-4 users, grades and analyses are rows of PostgreSQL too', async () => {
  const { url, drop } = await freshDatabase();
  const other = await runServer({ DATABASE_URL: url });
  const client = new Client({ connectionString: url });
  try {
    await post(`${other.url}/api/register_user`, JSON.stringify({ name: 'Asha', location: 'Puttur' }));
    const drawn = ['drawn.png', new Uint8Array(await scenePng(4))] as const;
    await post(`${other.url}/api/predict`, await formWith('file', [samples.sheet, notAPicture, drawn]));
    await post(`${other.url}/api/ml/transformers/9/analyze-image`, await formWith('file', [samples.hot]));
    await client.connect();
    const users = await client.query('select name, location from earlier_users');
    const graded = await client.query<{ file_name: string; grade: string }>(
      'select file_name, grade from earlier_predictions order by id',
    );
    const kept = await client.query('select transformer_id from earlier_analyses');
    expect([users.rows, kept.rows]).toEqual([[{ name: 'Asha', location: 'Puttur' }], [{ transformer_id: '9' }]]);
    expect(graded.rows.map(({ file_name }) => file_name)).toEqual(['rubber-1.jpg', 'drawn.png']);
    expect(graded.rows[0]?.grade).toMatch(/^Grade [AB]$/);
    const listed = await jsonOf(await fetch(`${other.url}/api/ml/transformers/9/analyses`));
    expect(listed['analyses']).toHaveLength(1);
  } finally {
    await client.end();
    await other.remove();
    await drop();
  }
});
