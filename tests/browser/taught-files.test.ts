/** The same pictures taught by the app and by the command line: the `.fieldpack` of both hosts, byte by byte. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import sharp from 'sharp';
import { readFieldPackFile } from '../../node-host/field-pack-file';
import type { FieldPack } from '../../src/domain/field-pack';
import { paperPicture } from '../support/teach-node';
import { runCli } from '../unit/cli/run-cli';
import './page/test-page';

/** A picture in a folder: that of its class, or of good and faulty ones. */
interface MadeFile {
  readonly label: string;
  readonly fileName: string;
  readonly png: Buffer;
}

test('TCH-22 the app and the command line teach the same anomaly pack from the same pictures', async ({ page }) => {
  test.setTimeout(240_000);
  const made = [...(await papers('normal', 6, 0)), ...(await papers('faulty', 2, 14))];
  const folder = await folderOf(made);
  const options = ['--good', 'normal', '--bad', 'faulty', '--close-look', 'auto', '--title', 'Paper'];
  const byApp = await taughtByApp(page, 'anomaly', made);
  const byCli = await taughtByCli(['teach', ...options], folder);
  expectSamePack(byApp, byCli);
});

test('TCH-22 the app and the command line train the same class pack from the same pictures', async ({ page }) => {
  test.setTimeout(240_000);
  const made = [...(await papers('clean', 5, 0)), ...(await papers('specked', 5, 40))];
  const folder = await folderOf(made);
  const byApp = await taughtByApp(page, 'classes', made);
  const byCli = await taughtByCli(['train', '.', '--title', 'Paper'], folder);
  expectSamePack(byApp, byCli);
});

/** Every file has the same bytes. The manifests differ in what belongs to one teaching: its id, its time, and how it calls its pictures. */
function expectSamePack(byApp: FieldPack, byCli: FieldPack): void {
  const hashes = ({ pack }: FieldPack) => Object.entries(pack.files).map(([name, { sha256 }]) => [name, sha256]);
  expect(hashes(byApp)).toEqual(hashes(byCli));
  expect(comparable(byApp)).toBe(comparable(byCli));
}

/** The text of the manifest with these values left out. */
function comparable({ bytes, pack }: FieldPack): string {
  const sources = (pack.anomaly?.bank.sources ?? []).map(({ name }) => name);
  const own = [pack.id, pack.taught?.taughtAt ?? '', ...sources];
  const text = new TextDecoder().decode(bytes.manifest);
  return own.reduce((left, value) => left.replace(JSON.stringify(value), '"…"'), text);
}

/** Pictures of paper, each larger than the one before, with a speck of `speckPx`. */
function papers(label: string, count: number, speckPx: number): Promise<readonly MadeFile[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const { width, height, data } = paperPicture(speckPx + at, 300 + 30 * at, speckPx);
      const raw = { width, height, channels: 4 as const };
      return { label, fileName: `${at}.png`, png: await sharp(data, { raw }).png().toBuffer() };
    }),
  );
}

async function folderOf(made: readonly MadeFile[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fieldgrade-hosts-'));
  for (const { label, fileName, png } of made) {
    await mkdir(join(folder, label), { recursive: true });
    await writeFile(join(folder, label, fileName), png);
  }
  return folder;
}

async function taughtByCli(args: readonly string[], folder: string): Promise<FieldPack> {
  const run = await runCli([...args, '--out', 'cli.fieldpack'], folder);
  expect(run.exitCode, run.stderr).toBe(0);
  return readPack(join(folder, 'cli.fieldpack'));
}

/** Teaches in the worker of the product, and exports the pack as a user does. */
async function taughtByApp(page: Page, kind: 'anomaly' | 'classes', made: readonly MadeFile[]): Promise<FieldPack> {
  await page.goto('/');
  const { packId, version } = await taughtState(page, await beginTeaching(page, kind, made));
  const path = join(await mkdtemp(join(tmpdir(), 'fieldgrade-app-')), 'app.fieldpack');
  await writeFile(path, await exportedFrom(page, packId, version));
  return readPack(path);
}

/** Waits for the pack of a teaching. */
async function taughtState(page: Page, id: string) {
  const stateOf = () =>
    page.evaluate(async (each) => (await (await window.fieldgrade).services.teachings.byId(each))?.teaching.state, id);
  await expect.poll(async () => (await stateOf())?.phase, { timeout: 200_000 }).not.toBe('teaching');
  const state = await stateOf();
  if (state?.phase !== 'taught') throw new Error(JSON.stringify(state));
  return state;
}

/** Adds the pictures and starts. Resolves to the id of the teaching. */
function beginTeaching(page: Page, kind: 'anomaly' | 'classes', made: readonly MadeFile[]): Promise<string> {
  const encoded = made.map(({ label, fileName, png }) => ({ label, fileName, base64: png.toString('base64') }));
  return page.evaluate(
    async ({ about, pictures }) => {
      const { teachings } = (await window.fieldgrade).services;
      const begun = await teachings.create({ ...about, base: { id: 'surface', title: 'Surface' } });
      if (!begun.ok) throw new Error(begun.fault.kind);
      const given = pictures.map(({ base64, ...named }) => {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        return { ...named, source: 'file' as const, file: new Blob([bytes]) };
      });
      await teachings.add(begun.value, given);
      await teachings.teach(begun.value);
      return begun.value;
    },
    { about: { kind, title: 'Paper' }, pictures: encoded },
  );
}

/** The bytes of the exported file. */
async function exportedFrom(page: Page, packId: string, packVersion: string): Promise<Uint8Array> {
  const numbers = await page.evaluate(
    async ({ id, version }) => {
      const { packLibrary } = (await window.fieldgrade).services;
      const file = await packLibrary.exportFile({ id, version, withNetwork: false, signerName: 'Phone' });
      if (!file.ok) throw new Error(file.fault.kind);
      return [...new Uint8Array(await file.value.arrayBuffer())];
    },
    { id: packId, version: packVersion },
  );
  return Uint8Array.from(numbers);
}

async function readPack(path: string): Promise<FieldPack> {
  const read = await readFieldPackFile(path, 'models');
  if (!read.ok) throw new Error(JSON.stringify(read.fault));
  return read.value;
}
