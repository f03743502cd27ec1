import 'fake-indexeddb/auto';
import { expect, onTestFinished, test } from 'vitest';
import type { PictureLook } from '../../../src/domain/class-teaching';
import { fail, succeed } from '../../../src/domain/result';
import type { ClassTrainReport } from '../../../src/domain/teach-report';
import type { InspectorClient } from '../../../src/inspector/client';
import type { LookJob, TrainJob } from '../../../src/inspector/contract';
import { createTeachingService, type TeachingDependencies } from '../../../src/services/teaching-service';
import { openStorage, valueOf } from '../../contract/storage-fixture';
import { gradingPack, packIn, teachingDependencies } from '../../support/teaching-service';

const report: ClassTrainReport = {
  ...{ kind: 'classes', seed: 1, head: 'lda', accuracy: 1, classes: [], confusion: [], calibration: [] },
  ...{ curve: [], heads: [], learning: [], rejectBelow: 0.2, misclassified: [] },
};

/** A service whose worker looks at each picture at once, except at those that `look` answers. */
function setUp(given: { readonly look?: InspectorClient['look']; readonly name?: string } = {}) {
  const name = given.name ?? `classes-${crypto.randomUUID()}`;
  const storage = openStorage(name);
  onTestFinished(() => storage.connection.close());
  const looks: LookJob[] = [];
  const trainings: TrainJob[] = [];
  const dependencies: TeachingDependencies = {
    ...teachingDependencies(storage),
    client: {
      teach: () => Promise.resolve(fail({ kind: 'no-normal-pictures' })),
      look: (job, options) => {
        looks.push(job);
        return given.look?.(job, options) ?? Promise.resolve(succeed(lookOf(looks.length)));
      },
      train: (job, { onPoint }) => {
        trainings.push(job);
        onPoint({ step: 1, loss: 1 });
        onPoint({ step: 5, loss: 0.5 });
        return Promise.resolve(succeed({ bytes: gradingPack(named(job.options.identity.id)), report }));
      },
    },
    packs: {
      installed: (packId) => Promise.resolve(packId === 'surface' ? surface : undefined),
      install: () => Promise.resolve(fail({ kind: 'offline' })),
      add: (bytes) => Promise.resolve(succeed(packIn(bytes))),
    },
  };
  return { name, looks, trainings, teachings: createTeachingService(dependencies) };
}

function named(id: string) {
  return { id, version: '1.0.0', title: id };
}

const surface = packIn(gradingPack(named('surface')));
const networkSha256 = surface.files['network']?.sha256 ?? '';

function lookOf(number: number): PictureLook {
  return { networkSha256, size: { width: 8, height: 6 }, blur: 0.2, embedding: Float32Array.of(number, 1) };
}

function photos(label: string, ...numbers: readonly number[]) {
  return numbers.map((number) => ({
    ...{ file: new Blob([`photo ${number}`]), fileName: `photo-${number}.jpg`, source: 'camera', label },
  })) as readonly Parameters<ReturnType<typeof setUp>['teachings']['add']>[1][number][];
}

const begun = { kind: 'classes', title: 'My grades', base: { id: 'surface', title: 'Surface' } } as const;

async function phaseOf({ teachings }: ReturnType<typeof setUp>, id: string) {
  return (await teachings.byId(id))?.teaching.state.phase;
}

test('TCH-84 TCH-86 each picture is embedded once, also when it is taught again, and those without a class are not learned', async () => {
  const app = setUp();
  const { teachings, looks, trainings } = app;
  const id = valueOf(await teachings.create(begun));
  await teachings.add(id, [...photos('A', 1, 2, 3), ...photos('B', 4, 5, 6), ...photos('', 7)]);
  await teachings.look(id);
  expect(looks).toHaveLength(7);
  for (const training of [1, 2]) {
    valueOf(await teachings.teach(id));
    await expect.poll(() => trainings.length).toBe(training);
    await expect.poll(() => phaseOf(app, id)).toBe('taught');
  }
  expect(looks).toHaveLength(7);
  const [job] = trainings;
  expect(job?.options).toMatchObject({ isOrdered: false, isTogether: true, classOrder: ['A', 'B'] });
  expect(job?.pictures.map(({ label, embedding }) => [label, embedding[0]])).toEqual([
    ...[1, 2, 3].map((number) => ['A', number]),
    ...[4, 5, 6].map((number) => ['B', number]),
  ]);
});

test('TCH-86 a teaching of a closed page embeds the missing pictures only', async () => {
  const before = setUp({
    look: ({ bytes }) => (bytes.byteLength > 7 ? new Promise(() => undefined) : Promise.resolve(succeed(lookOf(1)))),
  });
  const id = valueOf(await before.teachings.create(begun));
  await before.teachings.add(id, [...photos('A', 1, 2, 3, 4, 5), ...photos('B', 6, 7, 8, 9, 10)]);
  valueOf(await before.teachings.teach(id));
  await expect.poll(() => before.looks.length).toBe(10);
  expect(before.teachings.read().running).toMatchObject({ id, progress: { step: 'extract', done: 9, total: 10 } });
  const after = setUp({ name: before.name });
  await after.teachings.start();
  expect(await phaseOf(after, id)).toBe('taught');
  // Looks are stored eight at a time.
  expect(after.looks).toHaveLength(2);
  expect(after.trainings[0]?.pictures).toHaveLength(10);
});

test('TCH-86 a picture that cannot be read is named, and the others are taught; a lost worker is the reason of a failure', async () => {
  const app = setUp({
    look: ({ bytes }) =>
      Promise.resolve(bytes.byteLength > 7 ? fail({ kind: 'truncated', format: 'jpg' } as const) : succeed(lookOf(1))),
  });
  const id = valueOf(await app.teachings.create(begun));
  await app.teachings.add(id, [...photos('A', 1, 2, 3), ...photos('B', 4, 5, 6, 10)]);
  valueOf(await app.teachings.teach(id));
  await expect.poll(() => phaseOf(app, id)).toBe('taught');
  const state = (await app.teachings.byId(id))?.teaching.state;
  expect(state).toMatchObject({
    report: { unused: [{ name: '7 photo-10.jpg', fault: { kind: 'truncated', format: 'jpg' } }] },
  });
  const lost = setUp({ look: () => Promise.resolve(fail({ kind: 'worker-lost', detail: 'no answer' })) });
  const other = valueOf(await lost.teachings.create(begun));
  await lost.teachings.add(other, photos('A', 1));
  valueOf(await lost.teachings.teach(other));
  await expect.poll(() => phaseOf(lost, other)).toBe('failed');
  await lost.teachings.look(other);
  expect(lost.teachings.read().lookFault).toMatchObject({ id: other, fault: { kind: 'worker-lost' } });
});

test('TCH-87 the live curve is shown while it learns, and a cancelled teaching keeps pictures and embeddings', async () => {
  const shown: number[] = [];
  const app = setUp();
  const id = valueOf(await app.teachings.create(begun));
  app.teachings.subscribe(() => shown.push(app.teachings.read().running?.curve?.length ?? 0));
  await app.teachings.add(id, [...photos('A', 1, 2, 3), ...photos('B', 4, 5, 6)]);
  valueOf(await app.teachings.teach(id));
  await expect.poll(() => phaseOf(app, id)).toBe('taught');
  expect(Math.max(...shown)).toBe(2);
  const waiting = setUp({ look: () => new Promise(() => undefined), name: app.name });
  valueOf(await waiting.teachings.collectMore(id));
  await waiting.teachings.add(id, photos('B', 7));
  valueOf(await waiting.teachings.teach(id));
  await expect.poll(() => waiting.looks.length).toBe(1);
  valueOf(await waiting.teachings.cancel(id));
  expect(await phaseOf(waiting, id)).toBe('collecting');
  expect((await waiting.teachings.looks(id)).size).toBe(6);
});

test('TCH-84 more than fifty pictures are kept', async () => {
  const { teachings } = setUp();
  const id = valueOf(await teachings.create(begun));
  const many = photos('A', ...Array.from({ length: 120 }, (_, at) => at));
  expect(valueOf(await teachings.add(id, many))).toMatchObject({ added: 120, tooMany: 0 });
});

test('TCH-85 classes are added, renamed, merged, moved and removed, and keep their pictures', async () => {
  const { teachings } = setUp();
  const id = valueOf(await teachings.create(begun));
  valueOf(await teachings.addClass(id, 'C'));
  await teachings.add(id, [...photos('A', 1), ...photos('B', 2)]);
  const now = async () => {
    const stored = await teachings.byId(id);
    return { classes: stored?.teaching.options.classes, labels: stored?.pictures.map(({ label }) => label) };
  };
  valueOf(await teachings.moveClass(id, 'B', -1));
  expect(await now()).toEqual({ classes: ['C', 'B', 'A'], labels: ['A', 'B'] });
  valueOf(await teachings.renameClass(id, 'A', 'Grade 1'));
  expect(await now()).toEqual({ classes: ['C', 'B', 'Grade 1'], labels: ['Grade 1', 'B'] });
  valueOf(await teachings.renameClass(id, 'Grade 1', 'B'));
  expect(await now()).toEqual({ classes: ['C', 'B'], labels: ['B', 'B'] });
  valueOf(await teachings.removeClass(id, 'B'));
  expect(await now()).toEqual({ classes: ['C'], labels: ['', ''] });
});
