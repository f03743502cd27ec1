import 'fake-indexeddb/auto';
import { readFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { AnomalyTeachReport } from '../../../src/domain/anomaly-teaching';
import { fail, succeed } from '../../../src/domain/result';
import { checkPictureFile } from '../../../src/engine/picture-file/check-picture-file';
import type { InspectorClient } from '../../../src/inspector/client';
import type { TeachRequest } from '../../../src/inspector/teach-in';
import { sha256 } from '../../../src/platform/sha256';
import { openKnownPacks } from '../../../src/services/known-packs';
import { createPackService } from '../../../src/services/pack-service';
import { createTeachingService, type TeachingDependencies } from '../../../src/services/teaching-service';
import { openStorage, valueOf } from '../../contract/storage-fixture';
import { memoryStorage } from '../../support/memory-storage';
import { gradingPack, packIn, teachingDependencies } from '../../support/teaching-service';

const report: AnomalyTeachReport = {
  ...{ seed: 1, normals: 2, faulty: 0, falseAlarmRate: 1 / 3, placedBy: 'prior', threshold: 1, bankRows: 4 },
  ...{ more: [], looks: [], scores: [] },
};

/** A service whose worker answers with the pack that was asked for, or as `teach` says. */
function setUp(teach?: InspectorClient['teach'], name = `teach-${crypto.randomUUID()}`) {
  const storage = openStorage(name);
  onTestFinished(() => storage.connection.close());
  const requests: TeachRequest[] = [];
  const added: string[] = [];
  const dependencies = {
    ...teachingDependencies(storage),
    client: {
      teach: (request, options) => {
        requests.push(request);
        return (
          teach?.(request, options) ??
          Promise.resolve(succeed({ bytes: gradingPack(request.options.identity), report, unused: [] }))
        );
      },
      look: () => Promise.resolve(fail({ kind: 'not-a-picture' })),
      train: () => Promise.resolve(fail({ kind: 'too-few-classes', found: 0 })),
    },
    packs: {
      installed: (packId) =>
        Promise.resolve(packId === 'surface' || added.includes(packId) ? packNamed(packId) : undefined),
      install: () => Promise.resolve(fail({ kind: 'offline' })),
      add: (bytes) => {
        const pack = packIn(bytes);
        added.push(pack.id);
        return Promise.resolve(succeed(pack));
      },
    },
  } satisfies TeachingDependencies;
  return { name, storage, requests, added, dependencies, teachings: createTeachingService(dependencies) };
}

function packNamed(id: string) {
  return packIn(gradingPack({ id, version: '1.0.0', title: id }));
}

function photo(number: number) {
  return { file: new Blob([`photo ${number}`]), fileName: `photo-${number}.jpg`, source: 'camera' } as const;
}

function of<Given>(label: string, pictures: readonly Given[]) {
  return pictures.map((picture) => ({ ...picture, label }));
}

const begun = { kind: 'anomaly', title: 'My sheets', base: { id: 'surface', title: 'Surface' } } as const;

test('TCH-49 a file that is not a complete picture is named and not added, so that it does not count', async () => {
  const { dependencies } = setUp();
  const checkPicture: TeachingDependencies['checkPicture'] = (bytes) => {
    const checked = checkPictureFile(new Uint8Array(bytes));
    return Promise.resolve(checked.ok ? undefined : checked.fault);
  };
  const teachings = createTeachingService({ ...dependencies, checkPicture });
  const id = valueOf(await teachings.create(begun));
  const whole = new Uint8Array(await readFile(new URL('../../../public/samples/rubber-1.jpg', import.meta.url)));
  const files = Object.entries({
    'whole.jpg': whole,
    'text.jpg': new TextEncoder().encode('no picture'),
    'cut.jpg': whole.slice(0, whole.length / 2),
    'empty.png': new Uint8Array(),
  });
  const given = files.map(([fileName, bytes]) => ({ file: new Blob([bytes]), fileName, source: 'file' as const }));
  expect(valueOf(await teachings.add(id, of('normal', given)))).toEqual({
    ...{ added: 1, copies: [], tooMany: 0 },
    unreadable: [
      { name: 'text.jpg', fault: { kind: 'not-a-picture' } },
      { name: 'cut.jpg', fault: { kind: 'truncated', format: 'jpg' } },
      { name: 'empty.png', fault: { kind: 'empty-file' } },
    ],
  });
  expect((await teachings.byId(id))?.pictures.map(({ fileName }) => fileName)).toEqual(['whole.jpg']);
});

test('TCH-50 a name that is still being written is that of the pack, and survives the end of its page', async () => {
  const { teachings, requests, dependencies } = setUp();
  const id = valueOf(await teachings.create(begun));
  await teachings.add(id, of('normal', [photo(1)]));
  teachings.titles.write(id, 'Smoked sheets ');
  valueOf(await teachings.teach(id));
  await expect.poll(() => requests[0]?.options.identity.title).toBe('Smoked sheets');
  await expect.poll(async () => (await teachings.byId(id))?.teaching.state.phase).toBe('taught');
  teachings.titles.write(id, 'Ribbed sheets');
  const next = createTeachingService(dependencies);
  expect(next.titles.draft(id)).toBe('Ribbed sheets');
  await next.start();
  expect((await next.byId(id))?.teaching.title).toBe('Ribbed sheets');
});

test('TCH-50 a name and an option that are changed at once are both kept, and an empty name changes nothing', async () => {
  const { teachings } = setUp();
  const id = valueOf(await teachings.create(begun));
  teachings.titles.write(id, 'Smoked sheets');
  await Promise.all([teachings.titles.flush(id), teachings.setOptions(id, { closeLook: 'off' })]);
  teachings.titles.write(id, ' ');
  await teachings.titles.flush(id);
  const teaching = (await teachings.byId(id))?.teaching;
  expect(teaching).toMatchObject({ title: 'Smoked sheets', options: { closeLook: 'off' } });
});

test('TCH-51 two taps start one teaching, and a name that a teaching or a pack has gets a number', async () => {
  const { teachings, storage } = setUp();
  const [first, second] = await Promise.all([teachings.create(begun), teachings.create(begun)]);
  expect(valueOf(second)).toBe(valueOf(first));
  expect(await teachings.list()).toHaveLength(1);
  const titleOf = async (id: string) => (await teachings.byId(id))?.teaching.title;
  expect(await titleOf(valueOf(await teachings.create(begun)))).toBe('My sheets 2');
  const id = 'taught-00000001';
  const { manifest } = gradingPack({ id, version: '1.0.0', title: 'my sheets 3' });
  const row = { id, manifest, fileHashByName: {} };
  expect(valueOf(await storage.packs.put(row))).toBe(true);
  expect(await titleOf(valueOf(await teachings.create(begun)))).toBe('My sheets 4');
});

test('TCH-43 copies, pictures over the limit and files that cannot be read are left out and counted', async () => {
  const { teachings } = setUp();
  const id = valueOf(await teachings.create(begun));
  const lost = { file: { read: () => Promise.resolve(fail({ kind: 'file-missing' } as const)) }, fileName: 'lost.jpg' };
  const first = await teachings.add(id, of('normal', [photo(1), photo(2), photo(1), { ...lost, source: 'file' }]));
  expect(valueOf(first)).toEqual({
    ...{ added: 2, copies: ['photo-1.jpg'], tooMany: 0 },
    unreadable: [{ name: 'lost.jpg', fault: { kind: 'file-missing' } }],
  });
  const many = Array.from({ length: 60 }, (_, at) => photo(at + 1));
  expect(valueOf(await teachings.add(id, of('faulty', many)))).toMatchObject({ added: 48, tooMany: 10 });
  const labels = (await teachings.byId(id))?.pictures.map(({ label }) => label);
  expect(labels?.filter((label) => label === 'normal')).toHaveLength(2);
  expect(labels).toHaveLength(50);
});

test('TCH-44 a teaching makes a pack of its pictures, and teaching again makes the next version of it', async () => {
  const { teachings, requests, added } = setUp();
  const id = valueOf(await teachings.create(begun));
  await teachings.add(id, of('normal', [photo(1), photo(2)]));
  valueOf(await teachings.teach(id));
  await expect.poll(async () => (await teachings.byId(id))?.teaching.state.phase).toBe('taught');
  const [packId] = added;
  expect(packId).toMatch(/^taught-[0-9a-f]{8}$/);
  expect(requests[0]?.pictures.map(({ name, role }) => [name, role])).toEqual([
    ['1 photo-1.jpg', 'normal'],
    ['2 photo-2.jpg', 'normal'],
  ]);
  expect((await teachings.byId(id))?.teaching.state).toMatchObject({
    packId,
    version: '1.0.0',
    report: { anomaly: report },
  });
  valueOf(await teachings.collectMore(id));
  await teachings.add(id, of('normal', [photo(3)]));
  valueOf(await teachings.teach(id));
  await expect.poll(async () => (await teachings.byId(id))?.teaching.state).toMatchObject({ version: '1.1.0', packId });
});

test('TCH-44 after going back to an older version, or deleting all, teaching again makes a version that no other had', async () => {
  const { storage, dependencies } = setUp();
  const packs = createPackService({
    ...{ repository: storage.packs, sha256, now: () => '2026-11-26T10:00:00.000Z', modelsPath: '/models/' },
    ...{ onInstalled: () => undefined, knownPacks: openKnownPacks(memoryStorage()) },
    fetch: () => Promise.reject(new TypeError('offline')),
  });
  const installed = (packId: string) =>
    packId === 'surface' ? dependencies.packs.installed(packId) : packs.installed(packId);
  const teachings = createTeachingService({ ...dependencies, packs: { ...packs, installed } });
  const id = valueOf(await teachings.create(begun));
  await teachings.add(id, of('normal', [photo(1)]));
  const taughtVersion = async (): Promise<string | undefined> => {
    valueOf(await teachings.teach(id));
    await expect.poll(async () => (await teachings.byId(id))?.teaching.state.phase).toBe('taught');
    const state = (await teachings.byId(id))?.teaching.state;
    return state?.phase === 'taught' ? state.version : undefined;
  };
  expect([await taughtVersion(), await taughtVersion()]).toEqual(['1.0.0', '1.1.0']);
  const packId = (await teachings.byId(id))?.teaching.packId ?? '';
  valueOf(await dependencies.packVersions.activate(packId, '1.0.0'));
  expect(await taughtVersion()).toBe('1.2.0');
  const kept = valueOf(await dependencies.packVersions.list());
  const versions = kept.map(({ version }) => version);
  expect(versions).toEqual(['1.0.0', '1.1.0', '1.2.0']);
  valueOf(await dependencies.packVersions.remove(packId, versions));
  expect(await packs.installed(packId)).toBeUndefined();
  expect(await taughtVersion()).toBe('1.3.0');
  valueOf(await dependencies.packVersions.remove(packId, ['1.3.0']));
  expect(await taughtVersion()).toBe('1.4.0');
});

test('TCH-45 a teaching of a closed page is continued by the next page, with its pictures', async () => {
  const before = setUp(() => new Promise(() => undefined));
  const id = valueOf(await before.teachings.create(begun));
  await before.teachings.add(id, of('normal', [photo(1), photo(2)]));
  valueOf(await before.teachings.teach(id));
  await expect.poll(() => before.requests.length).toBe(1);
  const after = setUp(undefined, before.name);
  await after.teachings.start();
  expect((await after.teachings.byId(id))?.teaching.state.phase).toBe('taught');
  expect(after.requests[0]?.pictures).toHaveLength(2);
});

test('TCH-45 a teaching that another tab works on is left to it', async () => {
  const { dependencies, requests, teachings, storage } = setUp(() => new Promise(() => undefined));
  const id = valueOf(await teachings.create(begun));
  await teachings.add(id, of('normal', [photo(1)]));
  valueOf(await teachings.teach(id));
  await expect.poll(() => requests.length).toBe(1);
  const locks = { ...dependencies.locks, holdIfFree: () => Promise.resolve(undefined) };
  const other = createTeachingService({ ...dependencies, locks });
  await other.start();
  expect(requests).toHaveLength(1);
  expect(valueOf(await storage.teachings.byId(id))?.teaching.state.phase).toBe('teaching');
});

test('TCH-46 a cancelled teaching keeps its pictures, and no pack is stored', async () => {
  const { teachings, added, requests } = setUp(
    (_, options) =>
      new Promise((resolve) => {
        options?.signal?.addEventListener('abort', () => resolve(fail({ kind: 'cancelled' })));
      }),
  );
  const id = valueOf(await teachings.create(begun));
  await teachings.add(id, of('normal', [photo(1)]));
  valueOf(await teachings.teach(id));
  await expect.poll(() => requests.length).toBe(1);
  expect(teachings.read().running?.id).toBe(id);
  valueOf(await teachings.cancel(id));
  await expect.poll(() => teachings.read().running).toBeUndefined();
  const stored = await teachings.byId(id);
  expect(stored?.teaching.state).toEqual({ phase: 'collecting' });
  expect(stored?.pictures).toHaveLength(1);
  expect(added).toEqual([]);
  valueOf(await teachings.teach(id));
  await expect.poll(() => requests.length).toBe(2);
});

test('TCH-46 a lost worker or a base that is not on the device is stored as the reason; the pictures are kept', async () => {
  const lost = { kind: 'worker-lost', detail: 'no answer' } as const;
  const { teachings } = setUp(() => Promise.resolve(fail(lost)));
  const ids = [begun, { ...begun, base: { id: 'elsewhere', title: 'Elsewhere' } }].map((about) =>
    teachings.create(about),
  );
  const [first = '', second = ''] = (await Promise.all(ids)).map(valueOf);
  for (const id of [first, second]) {
    await teachings.add(id, of('normal', [photo(1)]));
    valueOf(await teachings.teach(id));
    await expect.poll(async () => (await teachings.byId(id))?.teaching.state.phase).toBe('failed');
  }
  expect((await teachings.byId(first))?.teaching.state).toEqual({ phase: 'failed', fault: lost });
  expect((await teachings.byId(second))?.teaching.state).toEqual({ phase: 'failed', fault: { kind: 'no-base' } });
  expect((await teachings.byId(first))?.pictures).toHaveLength(1);
});
