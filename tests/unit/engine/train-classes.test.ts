import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeHost } from '../../../node-host/node-engine';
import { findPack, readPack } from '../../../node-host/pack-folder';
import { packContentFault } from '../../../src/archive/pack-content';
import { classMeasuresOf } from '../../../src/domain/pack/class-measures';
import { parsePackText } from '../../../src/domain/parse-pack';
import type { PackBytes } from '../../../src/domain/loaded-pack';
import { alwaysContinue, type Features } from '../../../src/engine/extract';
import { judge, type Judgement } from '../../../src/engine/judge';
import type { ClassPicture, ClassTeaching } from '../../../src/engine/teach/class-teaching';
import { trainClasses } from '../../../src/engine/teach/train-classes';
import type { Progress } from '../../../src/domain/operation';
import { unpack } from '../../../src/engine/unpack';
import { headLogits, probabilitiesOf } from '../../../src/learning/grade';
import { seededRandom } from '../../../src/math/seeded-random';

const columns = 24;
const tools = { host: nodeHost, checkpoint: alwaysContinue };
const identity = { id: 'taught-0011aabb', version: '1.0.0', title: 'Blätter', taughtAt: '2026-11-26T10:00:00Z' };

/** Pictures of ordered classes, which overlap by `noise`. */
function madePictures(count: number, noise: number, names = ['sound', 'fair', 'poor']): readonly ClassPicture[] {
  const random = seededRandom(9);
  return Array.from({ length: count }, (_, at) => ({
    name: `${at}.jpg`,
    label: names[at % names.length] ?? '',
    embedding: Float32Array.from(
      { length: columns },
      (_each, column) => (at % names.length) * Math.sin(column) + noise * (random() - 0.5),
    ),
  }));
}

async function teachingWith(pictures: readonly ClassPicture[], options: Partial<ClassTeaching['options']> = {}) {
  const found = await findPack(join('models', 'surface'));
  if (found === undefined || 'fault' in found) throw new Error('the pack surface is missing');
  const bytes = await readPack(found);
  if (!bytes.ok) throw new Error('the pack surface is damaged');
  const golden = Float32Array.from({ length: columns }, (_, column) => Math.cos(column));
  const given = { identity, seed: 1, isOrdered: false, ...options };
  return { base: { pack: found.pack, files: bytes.value.files }, golden, pictures, options: given };
}

async function trained(pictures: readonly ClassPicture[], options: Partial<ClassTeaching['options']> = {}) {
  const result = await trainClasses(await teachingWith(pictures, options), tools);
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
}

describe('TCH-75 a taught classifier', () => {
  test('TCH-70 TCH-75 is a pack that every host verifies, with the head that was judged', async () => {
    const pictures = madePictures(45, 1);
    const { bytes, report } = await trained(pictures);
    const opened = await unpack(bytes, tools);
    if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
    const { pack, head } = opened.value;
    expect(pack.taught).toMatchObject({ basePackId: 'surface', pictures: { sound: 15, fair: 15, poor: 15 } });
    expect(pack.anomaly).toBeUndefined();
    const right = pictures.filter(({ embedding, label }) => {
      const chances = probabilitiesOf(headLogits(head ?? fail(), embedding), pack.grade ?? fail());
      return pack.grade?.labels[chances.indexOf(Math.max(...chances))]?.name === label;
    });
    expect(right).toHaveLength(45);
    expect(report.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(45);
  });

  test('TCH-70 is refused where its scaling has another size than its head', async () => {
    const { bytes } = await trained(madePictures(30, 1));
    const text = new TextDecoder().decode(bytes.manifest);
    const changed = text.replace(`"bytes": ${8 * columns}`, `"bytes": ${8 * columns - 4}`);
    expect(changed).not.toBe(text);
    expect(parsePackText(changed)).toMatchObject({
      ok: false,
      fault: { kind: 'bad-field', at: 'grade.source.scaling' },
    });
  });

  test('TCH-75 the same pictures and seed give the same bytes', async () => {
    const [one, other] = [await trained(madePictures(30, 3)), await trained(madePictures(30, 3))];
    expect(Buffer.from(one.bytes.manifest).equals(Buffer.from(other.bytes.manifest))).toBe(true);
  });

  test('TCH-73 has its classes in the order of their names and numbers where no other was given', async () => {
    const { report } = await trained(madePictures(60, 2, ['grade 10', 'grade 9', 'Grade 1']));
    expect(report.classes.map(({ label }) => label)).toEqual(['Grade 1', 'grade 9', 'grade 10']);
  });

  test('TCH-73 of ordered classes keeps their order', async () => {
    const { bytes, report } = await trained(madePictures(60, 2), {
      isOrdered: true,
      classOrder: ['sound', 'fair', 'poor'],
    });
    const parsed = parsePackText(new TextDecoder().decode(bytes.manifest));
    expect(parsed.ok && parsed.value.grade?.labels.map(({ name }) => name)).toEqual(['sound', 'fair', 'poor']);
    expect(report.head).toMatch(/^cumulative/);
    expect(parsed.ok && parsed.value.grade?.activation.kind).toBe('cumulative');
    expect((await unpack(bytes, tools)).ok).toBe(true);
  });
});

test('TCH-76 the report names the mistakes, a test on pictures held out, and the class that needs more pictures', async () => {
  const pictures = madePictures(120, 9);
  const { report } = await trained(pictures);
  const mistakes = report.confusion
    .flatMap((row, at) => row.filter((_, other) => other !== at))
    .reduce((sum, n) => sum + n, 0);
  expect(mistakes).toBeGreaterThan(0);
  expect(report.misclassified).toHaveLength(mistakes);
  expect(report.accuracy).toBeCloseTo(1 - mistakes / 120, 9);
  expect(report.test?.pictures).toBe(24);
  expect(report.calibration.reduce((sum, { count }) => sum + count, 0)).toBe(120);
  expect(['sound', 'fair', 'poor']).toContain(report.helpsMost);
  expect(report.curve.length).toBeGreaterThan(1);
  expect(report.curve.at(-1)?.loss).toBeLessThan(report.curve[0]?.loss ?? NaN);
  expect(report.learning.map(({ pictures: count }) => count)).toEqual([24, 48, 96]);
  expect(report.learning.map(({ classes }) => classes?.map(({ pictures: count }) => count))).toEqual([
    [8, 8, 8],
    [16, 16, 16],
    [32, 32, 32],
  ]);
  expect(report.classes.map(({ test: held }) => held)).toEqual([8, 8, 8]);
  const few = await trained(madePictures(12, 1));
  expect(few.report.learning.map(({ pictures: count }) => count)).toEqual([6, 12]);
});

test('TCH-93 the pack states what its training measured', async () => {
  const { bytes, report } = await trained(madePictures(120, 9));
  const measured = measuresIn(bytes);
  expect(measured.accuracy).toBeCloseTo(report.accuracy, 4);
  expect(measured.confusion).toEqual(report.confusion);
  expect(measured.classes.map(({ label, pictures, test: held }) => [label, pictures, held])).toEqual([
    ['fair', 40, 8],
    ['poor', 40, 8],
    ['sound', 40, 8],
  ]);
  expect(measured.classes[0]?.recall).toBeCloseTo(report.classes[0]?.recall ?? NaN, 4);
  expect(measured.test?.pictures).toBe(24);
  expect(measured.calibrationError).toBeGreaterThan(0);
  expect(measured.learning).toHaveLength(3);
});

test.each(['scaling', 'taught', 'head'])('PKF-5 a classifier whose %s has a NaN is refused', async (name) => {
  const { bytes } = await trained(madePictures(45, 1));
  const parsed = parsePackText(new TextDecoder().decode(bytes.manifest));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  expect(packContentFault(parsed.value, bytes.files)).toBeUndefined();
  const broken = (bytes.files[name] ?? fail()).slice();
  new Uint8Array(broken).set([0xff, 0xff, 0xff, 0x7f]);
  const fault = packContentFault(parsed.value, { ...bytes.files, [name]: broken });
  expect(fault).toEqual({ kind: 'not-finite', file: name });
});

describe('TCH-89 a picture that is unlike all taught ones', () => {
  const shape = (at: number, column: number) => (at % 3) * Math.sin(column);

  test('TCH-89 gets no class, and taught and new pictures of the classes get one', async () => {
    const { bytes } = await trained(madePictures(60, 1));
    const codes = async (pictures: readonly Float32Array[]) =>
      Promise.all(pictures.map((embedding) => judged(bytes, embedding)));
    const alike = madePictures(240, 1)
      .slice(120)
      .map(({ embedding }) => embedding);
    const unlike = Array.from({ length: 30 }, (_, at) =>
      Float32Array.from({ length: columns }, (_each, column) => shape(at, column) + 3 * Math.cos(2 * column)),
    );
    const refused = await codes(unlike);
    expect(new Set(refused.map((each) => each.refused?.code))).toEqual(new Set(['unlike-taught']));
    expect(refused.every((each) => each.grade === undefined)).toBe(true);
    expect(refused[0]?.refused?.evidence?.measure).toBe('taught-distance');
    const taught = await codes(madePictures(60, 1).map(({ embedding }) => embedding));
    expect(taught.filter((each) => each.grade === undefined)).toEqual([]);
    const fresh = await codes(alike);
    expect(fresh.filter((each) => each.refused !== undefined).length).toBeLessThan(6);
  });

  test('TCH-89 is judged by a pack without the condition as before, and a pack whose file does not fit is refused', async () => {
    const { bytes } = await trained(madePictures(60, 1));
    const { preconditions, ...manifest } = JSON.parse(new TextDecoder().decode(bytes.manifest)) as Record<
      string,
      unknown
    >;
    expect(preconditions).toHaveLength(1);
    const earlier = { ...bytes, manifest: new TextEncoder().encode(JSON.stringify(manifest)).buffer };
    const strange = Float32Array.from({ length: columns }, (_, column) => 9 * Math.cos(2 * column));
    expect((await judged(earlier, strange)).grade).toBeDefined();
    const other = {
      ...manifest,
      preconditions: [{ measure: 'taught-distance', file: 'head', atMost: 1, code: 'x' }],
    };
    expect(parsePackText(JSON.stringify(other))).toMatchObject({
      fault: { kind: 'bad-field', at: 'preconditions.file' },
    });
  });
});

async function judged(bytes: PackBytes, embedding: Float32Array): Promise<Judgement> {
  const opened = await unpack(bytes, tools);
  if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
  const size = { width: 1, height: 1 };
  const place = { x: 0, y: 0, ...size };
  const features: Features = {
    packId: opened.value.pack.id,
    networkSha256: opened.value.networkSha256,
    placement: { plan: { source: place, target: place }, picture: size },
    measures: [],
    embedding,
    timings: { resizeMs: 0, networkMs: 0, cellsMs: 0 },
  };
  const result = judge(features, opened.value);
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
}

describe('TCH-77 training that cannot be done is refused', () => {
  test.each([
    ['one class', madePictures(9, 1, ['only']), { kind: 'too-few-classes', found: 1 }],
    ['two pictures of a class', madePictures(6, 1), { kind: 'too-few-of-class', label: 'sound', found: 2, wanted: 3 }],
    [
      'a number that is none',
      [...madePictures(9, 1), { name: 'bad.jpg', label: 'sound', embedding: new Float32Array(columns).fill(NaN) }],
      { kind: 'unusable-picture', name: 'bad.jpg' },
    ],
  ])('TCH-77 %s', async (_, pictures, fault) => {
    expect(await trainClasses(await teachingWith(pictures), tools)).toEqual({ ok: false, fault });
  });

  test('TCH-77 cancelling ends it at the next checkpoint', async () => {
    let calls = 0;
    const checkpoint = () => Promise.resolve(++calls < 4);
    const result = await trainClasses(await wideTeaching(60), { ...tools, checkpoint });
    expect(result).toEqual({ ok: false, fault: { kind: 'cancelled' } });
    expect(calls).toBe(4);
  });
});

test('TCH-92 a training of wide embeddings has checkpoints inside its closed forms, and its progress only rises', async () => {
  const shares: number[] = [];
  const checkpoint = ({ done, total }: Progress) => {
    shares.push(done / total);
    // The closed forms come first: enough of them were seen, and the rest would take a minute.
    return Promise.resolve(done < 3);
  };
  const result = await trainClasses(await wideTeaching(300), { ...tools, checkpoint });
  expect(result).toMatchObject({ fault: { kind: 'cancelled' } });
  expect(shares.filter((share) => share === 0).length).toBeGreaterThan(5);
  expect(shares).toEqual(shares.toSorted((one, other) => one - other));
  expect(new Set(shares).size).toBeGreaterThan(3);
});

/** With as many numbers as the shipped backbone gives. */
async function wideTeaching(count: number): Promise<ClassTeaching> {
  const random = seededRandom(4);
  const pictures = Array.from({ length: count }, (_, at) => ({
    name: `${at}.jpg`,
    label: `class ${at % 3}`,
    embedding: Float32Array.from({ length: 1048 }, (_each, column) => 0.1 * (at % 3) * Math.sin(column) + random()),
  }));
  return { ...(await teachingWith(pictures)), golden: new Float32Array(1048).fill(0.1) };
}

function fail(): never {
  throw new Error('the pack has no grade');
}

function measuresIn({ manifest }: PackBytes) {
  const parsed = parsePackText(new TextDecoder().decode(manifest));
  return (parsed.ok ? classMeasuresOf(parsed.value) : undefined) ?? fail();
}
