import { cp, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { writeArchive } from '../../../cli/write-export';
import { createAppEngine } from '../../../node-host/app-engine';
import { decodePicture } from '../../../node-host/decode-picture';
import { openNamedPack, type NamedPack } from '../../../node-host/named-pack';
import { loadPackBytes } from '../../../node-host/pack-folder';
import { sha256Hex } from '../../../node-host/sha256';
import { withArchive } from '../../../node-host/with-archive';
import type { CorrectionEdit } from '../../../src/domain/correction-edit';
import { examplesOf, saidOf } from '../../../src/domain/example';
import type { InspectionRecord } from '../../../src/domain/record';
import { fail, succeed, type Result } from '../../../src/domain/result';
import { readLines, readRecordBlob, recordArchiveLimits, recordOfLine } from '../../../src/export/read-record-archive';
import { recordArchive } from '../../../src/export/record-archive';
import { corrected } from '../../support/corrected-record';
import { paperPicture } from '../../support/teach-node';
import { runCli, type CliRun } from './run-cli';

let folder = '';
/** A false alarm, which a person made normal, and a fault, which a person drew. */
let records: readonly InspectionRecord[] = [];
const photos = new Map<string, Uint8Array>();

const isNormal: CorrectionEdit = {
  kind: 'level-changed',
  level: { level: 'Normal', levelTitle: 'Normal', action: 'pass', isAnomalous: false, rank: 0 },
};
const isMissed: CorrectionEdit = {
  kind: 'region-added',
  region: {
    ...{ x: 134, y: 134, width: 34, height: 34, score: 0.6 },
    ...{ level: 'Anomalous', levelTitle: 'Unusual', action: 'inspect' },
  },
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fieldgrade-learn-'));
  vi.stubEnv('FIELDGRADE_HOME', folder);
  for (const name of ['good', 'in', 'alarm', 'fault', 'unmarked']) await mkdir(join(folder, name));
  for (const seed of [1, 2, 3]) await writePaper(`good/${seed}.png`, seed);
  await writePaper('in/alarm.png', 11, 14);
  await writePaper('in/missed.png', 12, 1);
  await writePaper('alarm/spot.png', 13, 14);
  await writePaper('fault/scratch.png', 14, 14);
  await writeMask('fault/scratch_mask.png');
  await cp(join(folder, 'fault/scratch.png'), join(folder, 'unmarked/scratch.png'));
  const taught = ['--close-look', 'off', '--runtime', 'native', '--title', 'Paper', '--out', 'paper.fieldpack'];
  await done(['teach', '--good', 'good', ...taught]);
  await done(['predict', 'in', '--pack', 'paper.fieldpack', '--json', '--records', 'records.zip']);
  await correctRecords();
}, 180_000);

afterAll(() => vi.unstubAllEnvs());

test('LRN-54 the command line learns from an export what the app learns from the same corrections, byte for byte', async () => {
  const run = await learn('--records', 'corrected.zip', '--runtime', 'auto', '--out', 'next.fieldpack');
  expect([run.exitCode, run.stdout]).toEqual([0, expect.stringContaining('1 normal area, 1 missed fault')]);
  expect(run.stdout).toMatch(/Would be normal: alarm\.png\.\nWould be unusual: missed\.png\./);
  expect(run.stdout).toContain('Before: 1 missed, 1 false alarms. After: 0 missed, 0 false alarms.');
  const [base, next] = await Promise.all(['paper.fieldpack', 'next.fieldpack'].map(opened));
  if (base === undefined || next === undefined) throw new Error('both packs are there');
  expect(next.pack).toMatchObject({ id: base.pack.id, version: '1.1.0', taught: { pictures: { corrections: 2 } } });
  const engine = await createAppEngine();
  unwrap(await loadPackBytes(engine, base.bytes));
  const { taught } = next.pack;
  const learned = unwrap(
    await engine.learn({
      packId: base.pack.id,
      identity: {
        ...{ id: next.pack.id, version: '1.1.0', title: 'Paper', taughtAt: taught?.taughtAt ?? '' },
        previousSha256: sha256Hex(new Uint8Array(base.bytes.manifest)),
      },
      examples: records.flatMap(examplesOf),
      photos: records.map((record) => {
        const said = saidOf(record);
        const bytes = photos.get(record.photo.sha256) ?? new Uint8Array();
        const open = (needed: Parameters<typeof decodePicture>[1]) => decodePicture(bytes, needed);
        return { recordId: record.id, name: record.fileName, ...(said && { said }), open };
      }),
    }),
  );
  expect(sha256Hex(new Uint8Array(next.bytes.manifest))).toBe(sha256Hex(new Uint8Array(learned.bytes.manifest)));
});

test('LRN-55 a correction that would hide a confirmed fault is refused with exit code 3, and both pictures are named', async () => {
  const run = await learn('--normal', 'alarm', '--fault', 'unmarked', '--out', 'refused.fieldpack');
  expect([run.exitCode, run.stdout]).toEqual([3, '']);
  expect(run.stderr).toContain('1 faulty picture has neither a mask nor a box, such as unmarked/scratch.png');
  expect(run.stderr).toContain(
    'The correction of alarm/spot.png would hide the confirmed fault in unmarked/scratch.png.',
  );
  expect((await readdir(folder)).filter((name) => name.startsWith('refused'))).toEqual([]);
});

test('LRN-55 a mask beside a faulty picture marks the fault, which then stays found', async () => {
  const run = await learn('--normal', 'alarm', '--fault', 'fault', '--out', 'both.fieldpack');
  expect([run.exitCode, run.stdout]).toEqual([0, expect.stringContaining('1 normal area, 1 missed fault')]);
  expect(run.stdout).toContain('After: 0 missed, 0 false alarms. Of 2 checked pictures');
  const { pack } = await opened('both.fieldpack');
  expect(pack.anomaly?.defects?.sources).toMatchObject([{ kind: 'correction', name: 'fault/scratch.png' }]);
});

test('LRN-59 the same is learned from boxes of a COCO file or a table as from a mask, byte for byte', async () => {
  const box = { x: 140, y: 140, width: 22, height: 22 };
  const image = { id: 4, file_name: 'photos/scratch.png', width: 240, height: 240 };
  const annotation = { id: 1, image_id: 4, category_id: 8, bbox: Object.values(box), iscrowd: 0 };
  await writeBoxes(
    'coco',
    'boxes.json',
    JSON.stringify({ images: [image], annotations: [annotation], categories: [] }),
  );
  await writeBoxes('table', 'boxes.csv', `name,x,y,w,h\nscratch.png,${Object.values(box).join(',')}\n`);
  await writeBoxes('mask', 'scratch_mask.png', await readFile(join(folder, 'fault/scratch_mask.png')));
  const taught = ['coco', 'table', 'mask'].map(async (name) => {
    const run = await learn('--fault', `${name}/fault`, '--out', `${name}.fieldpack`);
    expect([name, run.exitCode, run.stdout]).toEqual([name, 0, expect.stringContaining('1 missed fault')]);
    const { defects } = (await opened(`${name}.fieldpack`)).bytes.files;
    return sha256Hex(new Uint8Array(defects ?? new ArrayBuffer(0)));
  });
  const [first, ...others] = await Promise.all(taught);
  expect(others).toEqual([first, first]);
});

test('LRN-59 a file of boxes that cannot be used is refused with what to do, and a box without its picture is named', async () => {
  const faults = [
    ['a.json', '{"images": []}', '(annotations: to be present)'],
    ['b.json', '{', 'is not valid JSON'],
    ['c.csv', 'picture;left\n', 'needs the columns name,x,y,w,h'],
    ['d.csv', 'name,x,y,w,h\nscratch.png,1,2,3\n', 'Line 2 of'],
    ['e.csv', 'name,x,y,w,h\nscratch.png,500,500,20,20\n', 'does not lie in the picture'],
  ] as const;
  for (const [name, text, message] of faults) {
    await writeBoxes(`refused-${name}`, name, text);
    const run = await learn('--fault', `refused-${name}/fault`, '--preview');
    expect([name, run.exitCode, run.stderr]).toEqual([name, 2, expect.stringContaining(message)]);
  }
  await writeBoxes('other', 'boxes.csv', 'name,x,y,w,h\nother.png,140,140,22,22\n');
  const run = await learn('--fault', 'other/fault', '--preview');
  expect(run.stderr).toContain('1 box belongs to no picture, or to several of the same name, such as other.png');
});

/** A folder with the faulty picture and one more file. */
async function writeBoxes(parent: string, name: string, content: string | Uint8Array): Promise<void> {
  await mkdir(join(folder, parent, 'fault'), { recursive: true });
  await cp(join(folder, 'fault/scratch.png'), join(folder, parent, 'fault/scratch.png'));
  await writeFile(join(folder, parent, 'fault', name), content);
}

test('LRN-56 learn with --preview prints what would change in both directions and writes nothing', async () => {
  const run = await learn('--normal', 'alarm', '--preview');
  expect([run.exitCode, run.stdout]).toEqual([
    0,
    expect.stringContaining('Would be normal: alarm/spot.png.\nNothing was written (--preview).'),
  ]);
});

test('LRN-56 learn without anything to learn from, without a file to write, or with other records says what to do', async () => {
  const nothing = await learn('--out', 'none.fieldpack');
  expect([nothing.exitCode, nothing.stderr]).toEqual([2, expect.stringContaining('--records, --normal or --fault')]);
  const noOut = await learn('--normal', 'alarm');
  expect([noOut.exitCode, noOut.stderr]).toEqual([2, expect.stringContaining('Give the file to write with --out')]);
  const uncorrected = await learn('--records', 'records.zip', '--preview');
  expect([uncorrected.exitCode, uncorrected.stderr]).toEqual([1, expect.stringContaining('contain no correction')]);
  const wrong = await learn('--records', 'in/alarm.png', '--preview');
  expect([wrong.exitCode, wrong.stderr]).toEqual([1, expect.stringContaining('is not a ZIP of records')]);
});

function learn(...options: readonly string[]): Promise<CliRun> {
  return runCli(['learn', '--pack', 'paper.fieldpack', '--runtime', 'native', ...options], folder);
}

async function done(args: readonly string[]): Promise<void> {
  const run = await runCli(args, folder);
  if (run.exitCode !== 0) throw new Error(run.stderr);
}

async function opened(name: string): Promise<NamedPack> {
  return unwrap(await openNamedPack(join(folder, name), 'models'));
}

/** Writes the export of the run again, with what a person said. */
async function correctRecords(): Promise<void> {
  const hash = (bytes: ArrayBuffer) => Promise.resolve(sha256Hex(new Uint8Array(bytes)));
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const read = await withArchive(join(folder, 'records.zip'), recordArchiveLimits, async (archive) => {
    const found = (await readLines(archive, decode)).map(recordOfLine).filter((record) => record !== undefined);
    for (const record of found) {
      const photo = await readRecordBlob(archive, record, record.photo, hash);
      if (photo !== undefined) photos.set(record.photo.sha256, photo);
    }
    return found.length === 2 ? succeed(found) : fail({ kind: 'other-records' } as const);
  });
  records = unwrap(read).map((record) => corrected(record, record.fileName === 'alarm.png' ? isNormal : isMissed));
  const plan = {
    records: async function* () {
      for (const record of records) yield await Promise.resolve({ record, isDeleted: false });
    },
    readBlob: (sha256: string) => Promise.resolve(photos.get(sha256)),
    levelsOf: () => [],
    madeAt: new Date(),
    items: [],
  };
  await writeArchive(join(folder, 'corrected.zip'), recordArchive(plan));
}

async function writePaper(name: string, seed: number, speckPx = 0): Promise<void> {
  const { width, height, data } = paperPicture(seed, 240, speckPx);
  await sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toFile(join(folder, name));
}

/** White at the speck. */
async function writeMask(name: string): Promise<void> {
  const data = new Uint8Array(240 * 240);
  for (let y = 140; y < 162; y++) data.fill(255, 240 * y + 140, 240 * y + 162);
  await sharp(data, { raw: { width: 240, height: 240, channels: 1 } })
    .png()
    .toFile(join(folder, name));
}

function unwrap<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
}
