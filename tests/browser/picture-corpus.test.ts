/** One corpus of picture files on three hosts: the browser's worker, the command line, and the server. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { alike, fault, incomplete, type CorpusFile } from '../support/corpus/corpus-file';
import { problemOf, difference, saysLacking } from '../support/corpus/expect-outcome';
import { outcomeOf, wireOutcome, type HostOutcome, type WireResult } from '../support/corpus/host-outcome';
import { pictureCorpus } from '../support/corpus/picture-corpus';
import { rowsOf, runCli } from '../unit/cli/run-cli';
import { openTestPage, prepare } from './inspector-page';

const packId = 'transformer-thermal';

type Outcomes = ReadonlyMap<string, HostOutcome>;

test.setTimeout(300_000);

test('PIC-1 browser, command line and server give every file of the corpus the same verdict or the same refusal', async ({
  page,
}, { config }) => {
  await expectAgreement(page, String(config.metadata['appUrl']), await pictureCorpus());
});

const casesDir = '../shared/data/cases';
const scene = { kind: 'scene', like: 'reference.jpg', tolerance: 0.02 } as const;
const like = (name: string): CorpusFile => sharedFile(name, scene);

test('PIC-2 the shared cases get the same verdict or the same refusal on the three hosts', async ({ page }, {
  config,
}) => {
  test.skip(!existsSync(casesDir), 'needs the shared cases');
  await expectAgreement(page, String(config.metadata['appUrl']), [
    like('reference.jpg'),
    like('jpeg-fill-bytes-before-dqt.jpg'),
    like('jpeg-fill-bytes-before-sof.jpg'),
    like('jpeg-18-stray-bytes-before-dqt.jpg'),
    like('jpeg-exif-ifd0-at-40.jpg'),
    like('webp-exif-orientation-6.webp'),
    like('taken-2024-03-01.jpg'),
    // Not compressed as the reference is; the thumbnail would have another level.
    { ...sharedFile('tiff-thumbnail-first-page.tif', { ...scene, tolerance: 0.1 }), lackedBy: 'browser' },
    { ...sharedFile('camera.bmp', alike), lackedBy: 'node' },
    sharedFile('jpeg-cut-in-scan-eoi-kept.jpg', incomplete),
    { ...sharedFile('celsius-f32.tif', fault(/measured values/)), lackedBy: 'browser' },
    sharedFile('radiometric-centikelvin-u16.png', alike),
    { ...sharedFile('radiometric-centikelvin-u16.tif', alike), lackedBy: 'browser' },
    sharedFile('hostile/flat64.webp', fault(/too large.*64 megapixels/)),
    sharedFile('hostile/flat64.avif', fault(/too large.*64 megapixels/)),
  ]);
});

function sharedFile(name: string, expected: CorpusFile['expected']): CorpusFile {
  return { name, bytes: existsSync(casesDir) ? readFileSync(join(casesDir, name)) : new Uint8Array(0), expected };
}

async function expectAgreement(page: Page, appUrl: string, files: readonly CorpusFile[]): Promise<void> {
  const [inBrowser, onCommandLine, onServer] = await Promise.all([
    browserOutcomes(page, files),
    cliOutcomes(files),
    serverOutcomes(appUrl, files),
  ]);
  const problems = files.flatMap((file) => [
    ...problemsOf(file, 'browser', inBrowser),
    ...problemsOf(file, 'node', onCommandLine),
    ...problemsOf(file, 'node', onServer),
    ...disagreements(file, inBrowser, onCommandLine, onServer),
  ]);
  expect(problems).toEqual([]);
}

function problemsOf(file: CorpusFile, host: 'browser' | 'node', outcomes: Outcomes): readonly string[] {
  if (file.lackedBy === host) return saysLacking(of(outcomes, file)) ? [] : [`${file.name}, ${host}: not lacking`];
  const wrong = problemOf(file, outcomes);
  return wrong === undefined ? [] : [`${file.name}, ${host}: ${wrong}`];
}

function disagreements(file: CorpusFile, browser: Outcomes, cli: Outcomes, server: Outcomes): readonly string[] {
  const inNode = difference(of(cli, file), of(server, file));
  const between = file.lackedBy === undefined ? difference(of(browser, file), of(cli, file)) : undefined;
  return [
    ...(inNode === undefined ? [] : [`${file.name}, command line and server: ${inNode}`]),
    ...(between === undefined ? [] : [`${file.name}, browser and command line: ${between}`]),
  ];
}

function of(outcomes: Outcomes, { name }: CorpusFile): HostOutcome {
  const outcome = outcomes.get(name);
  if (outcome === undefined) throw new Error(`no outcome of ${name}`);
  return outcome;
}

async function browserOutcomes(page: Page, files: readonly CorpusFile[]): Promise<Outcomes> {
  await openTestPage(page, packId);
  await prepare(page, packId, 'wasm');
  const results = await inspectAll(page, files);
  return new Map(files.map(({ name }, at) => [name, results[at] ?? noResult()]));
}

function noResult(): never {
  throw new Error('fewer results than files');
}

/** In one call, without rasters: they would take longer to transfer than the inspection. */
async function inspectAll(page: Page, files: readonly CorpusFile[]): Promise<readonly HostOutcome[]> {
  const results = await page.evaluate(
    async ({ id, encoded }) => {
      const { services } = await window.fieldgrade;
      const found = [];
      for (const base64 of encoded) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        const inspected = await services.inspector.inspect({ packId: id, file: new Blob([bytes]) });
        found.push(inspected.ok ? { ok: true as const, value: { verdict: inspected.value.verdict } } : inspected);
      }
      return found;
    },
    { id: packId, encoded: files.map(({ bytes }) => Buffer.from(bytes).toString('base64')) },
  );
  return results.map(outcomeOf);
}

async function cliOutcomes(files: readonly CorpusFile[]): Promise<Outcomes> {
  const folder = mkdtempSync(join(tmpdir(), 'fieldgrade-corpus-'));
  const names = files.map(({ name, bytes }, at) => {
    const flat = `${String(at).padStart(3, '0')}-${name.replaceAll('/', '-')}`;
    writeFileSync(join(folder, flat), bytes);
    return flat;
  });
  const rows = rowsOf(await runCli(['predict', ...names, '--pack', packId, '--json'], folder));
  expect(rows.map(({ filename }) => filename)).toEqual(names);
  return new Map(files.map(({ name }, at) => [name, wireOutcome(rows[at] ?? {})]));
}

async function serverOutcomes(appUrl: string, files: readonly CorpusFile[]): Promise<Outcomes> {
  const outcomes = new Map<string, HostOutcome>();
  for (const { name, bytes } of files) {
    const form = new FormData();
    form.set('file', new Blob([Uint8Array.from(bytes)]), name.replaceAll('/', '-'));
    form.set('return_visualizations', 'false');
    const answer = await fetch(new URL('/api/v1/detect-anomaly', appUrl), { method: 'POST', body: form });
    outcomes.set(name, wireOutcome((await answer.json()) as WireResult));
  }
  return outcomes;
}
