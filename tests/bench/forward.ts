/** Forward passes of the backbone and of MobileNetV2 fp32, alternating in one Chromium: the time budget of the networks. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { chromiumLaunch } from '../support/chromium';
import { quantilesOf, stageTable } from './quantiles';

const root = join(import.meta.dirname, '../..');
const runtimeDir = join(root, 'node_modules/onnxruntime-web/dist');
const dataDir = process.env['FIELDGRADE_DATA'] ?? join(root, '../shared/data');
const origin = 'http://bench.localhost';

/** Each network's file and the name of its input. */
interface Network {
  readonly file: string;
  readonly input: string;
}

const networks = {
  backbone: { file: join(root, 'models/field-backbone/backbone.onnx'), input: 'image' },
  'MobileNetV2 fp32': { file: join(dataDir, 'teachers/mobilenetv2_trunk.onnx'), input: 'input' },
} satisfies Record<string, Network>;

/** Medians of `runs` passes of 224 × 224 on WASM with one thread, all outputs, and their ratio if the teacher is available. */
export async function benchForward(runs: number): Promise<string> {
  const present = Object.entries<Network>(networks).filter(([, { file }]) => existsSync(file));
  const browser = await chromium.launch(chromiumLaunch());
  try {
    const page = await browser.newPage();
    await page.route(`${origin}/**`, (route) => route.fulfill(answerTo(new URL(route.request().url()).pathname)));
    const times = await timesOf(page, present, runs);
    const table = stageTable(
      `Chromium ${browser.version()}, WASM, one thread, one 224 px forward pass, ${runs} runs`,
      times,
    );
    return `${table}\n  ${ratioOf(times)}`;
  } finally {
    await browser.close();
  }
}

function ratioOf(times: Readonly<Record<string, readonly number[]>>): string {
  const [ours, teacher] = [times['backbone'], times['MobileNetV2 fp32']];
  if (ours === undefined || teacher === undefined)
    return 'ratio not measured: the teachers are not at hand (FIELDGRADE_DATA)';
  return `backbone / MobileNetV2 fp32: ${(quantilesOf(ours).p50 / quantilesOf(teacher).p50).toFixed(3)} (budget 0.7)`;
}

async function timesOf(
  page: Page,
  present: readonly (readonly [string, Network])[],
  runs: number,
): Promise<Record<string, readonly number[]>> {
  const inputs = present.map(([, { input }]) => input);
  await page.goto(`${origin}/?runs=${runs}&inputs=${inputs.join(',')}`);
  const written = await page.locator('output').textContent();
  const lists = JSON.parse(written ?? '[]') as readonly (readonly number[])[];
  return Object.fromEntries(present.map(([name], at) => [name, lists[at] ?? []]));
}

/** The page, the runtime's files, and the networks as `/0.onnx`, `/1.onnx` in their order. */
function answerTo(path: string): { readonly contentType: string; readonly body: string | Buffer } {
  if (path === '/') return { contentType: 'text/html', body: `<script type="module">${timing}</script>` };
  const network = Object.values<Network>(networks)[Number(/^\/(\d)\.onnx$/.exec(path)?.[1])];
  if (network !== undefined) return { contentType: 'application/octet-stream', body: readFileSync(network.file) };
  const contentType = path.endsWith('.wasm') ? 'application/wasm' : 'text/javascript';
  return { contentType, body: readFileSync(join(runtimeDir, path)) };
}

/** Alternating, so that a busy moment affects both; the first pass of each is a warm-up. */
const timing = `
import * as ort from '/ort.wasm.min.mjs';
ort.env.wasm.wasmPaths = '/';
ort.env.wasm.numThreads = 1;
const wanted = new URLSearchParams(location.search);
const inputs = wanted.get('inputs').split(',');
const sessions = [];
for (const at of inputs.keys()) sessions.push(await ort.InferenceSession.create('/' + at + '.onnx', { executionProviders: ['wasm'] }));
const picture = Float32Array.from({ length: 3 * 224 * 224 }, (_, at) => Math.sin(at * 0.37) * 2);
const image = new ort.Tensor('float32', picture, [1, 3, 224, 224]);
const times = inputs.map(() => []);
for (let run = 0; run <= Number(wanted.get('runs')); run++) {
  for (const [at, session] of sessions.entries()) {
    const startedMs = performance.now();
    await session.run({ [inputs[at]]: image });
    if (run > 0) times[at].push(performance.now() - startedMs);
  }
}
const output = document.createElement('output');
output.textContent = JSON.stringify(times);
document.body.append(output);
`;
