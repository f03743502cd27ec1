import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { activeVersion } from '../../../src/domain/learned-versions';
import { parseJson } from '../../../src/domain/json';
import type { PackBytes } from '../../../src/domain/loaded-pack';
import { fail, succeed } from '../../../src/domain/result';
import type { ExampleChoice, LearningPreview } from '../../../src/services/preview-learning';
import { corrected, levelAt, regionAt } from '../../support/corrected-record';
import {
  anomalyPack,
  correctedPicture,
  learningDevice,
  pictureRecord,
  reportOf,
  thermalId,
} from '../../support/learning-device';

const noIdentity = { id: '', version: '', title: '', taughtAt: '' };
const title = 'Thermal, corrected';
const asked: ExampleChoice = { packId: thermalId, without: [], title };
/** A picture with a region of the pack that a person rejected, and with a fault that the pack missed. */
const falseAlarm = correctedPicture(1, { kind: 'region-rejected', region: 'pack-2' });
const missed = correctedPicture(2, { kind: 'region-added', region: regionAt(200, 3) });
const confirmed = correctedPicture(3, { kind: 'confirmed' });

type Device = Awaited<ReturnType<typeof learningDevice>>;

async function previewed({ learning }: Device, choice = asked): Promise<LearningPreview> {
  await learning.preview(choice);
  const state = learning.read();
  if (state.phase !== 'ready') throw new Error(JSON.stringify(state));
  return state.preview;
}

async function accepted(device: Device, choice = asked) {
  await previewed(device, choice);
  const made = await device.learning.accept(title);
  if (!made.ok) throw new Error(JSON.stringify(made.fault));
  return made.value;
}

test('LRN-40 lists what can be learned, newest first, with its correction; nothing is learned from a confirmation', async () => {
  const { learning, save } = await learningDevice();
  await save(falseAlarm, missed, confirmed, pictureRecord(4));
  const overview = await learning.overview(thermalId);
  expect(
    overview?.waiting.map(({ example, record, correction }) => [example.kind, record.fileName, correction.by]),
  ).toEqual([
    ['fault', 'pole-02.jpg', 'Asha'],
    ['normal', 'pole-01.jpg', 'Asha'],
  ]);
  expect(overview?.pictures.map(({ record }) => record.fileName)).toEqual([
    'pole-03.jpg',
    'pole-02.jpg',
    'pole-01.jpg',
  ]);
  expect(overview?.learned).toEqual([]);
});

test('LRN-40 of a picture that was inspected twice the newest result that a person looked at counts', async () => {
  const { learning, save } = await learningDevice();
  const again = { ...pictureRecord(5), pictureSha256: falseAlarm.pictureSha256 ?? '' };
  await save(falseAlarm, corrected(again, { kind: 'confirmed' }));
  expect((await learning.overview(thermalId))?.waiting).toEqual([]);
});

test('LRN-58 a compared picture that became a baseline no longer waits as normal; without that purpose it waits again', async () => {
  const alignment = { isAligned: true, agreement: 1, scale: 1, rotationDeg: 0, shiftX: 0, shiftY: 0 };
  const { learning, save, inspections } = await learningDevice();
  const normal = correctedPicture(6, { kind: 'level-changed', level: levelAt(0) });
  const compared = { ...normal, provenance: { ...normal.provenance, baselines: [{ id: 'T12', alignment }] } };
  await save(compared, missed);
  const listed = async () => {
    const overview = await learning.overview(thermalId);
    return [overview?.waiting.map(({ example }) => example.kind), overview?.pictures.length];
  };
  expect(await listed()).toEqual([['normal', 'fault'], 2]);
  await inspections.edit(compared.id, { purpose: 'baseline' });
  expect(await listed()).toEqual([['fault'], 1]);
  await inspections.edit(compared.id, { purpose: null });
  expect(await listed()).toEqual([['normal', 'fault'], 2]);
});

test('LRN-42 a preview stores nothing, and asks for the pictures of examples, confirmed faults and others', async () => {
  const device = await learningDevice();
  await device.save(falseAlarm, missed, confirmed, pictureRecord(4));
  const { identity, report } = await previewed(device);
  expect([identity.version, identity.title]).toEqual(['1.0.0', title]);
  expect(report.examples).toHaveLength(2);
  const [request] = device.requests;
  expect(request?.pictures.map(({ name, said }) => [name, said?.isAnomalous])).toEqual([
    ['pole-02.jpg', true],
    ['pole-01.jpg', true],
    ['pole-03.jpg', true],
    ['pole-04.jpg', undefined],
  ]);
  expect(await device.packLibrary.list()).toEqual({ ok: true, value: [] });
  device.learning.discard();
  expect((await device.learning.accept(title)).ok).toBe(false);
});

test('LRN-41 LRN-43 the corrections of a pack of the app make a new pack under the given name; later ones its next version', async () => {
  const device = await learningDevice();
  await device.save(falseAlarm, pictureRecord(2));
  await previewed(device);
  const first = await device.learning.accept('My yard');
  if (!first.ok) throw new Error(JSON.stringify(first.fault));
  const { pack, examples, before } = first.value;
  expect([pack.title, pack.version, examples, before.packId]).toEqual(['My yard', '1.0.0', 1, thermalId]);
  expect((await device.packs.installed(thermalId))?.version).toBe('0.1.0');
  const overview = await device.learning.overview(thermalId);
  expect([overview?.target.pack.id, overview?.waiting.length]).toEqual([pack.id, 0]);
  expect(overview?.learned.map(({ version }) => version)).toEqual(['1.0.0']);

  await device.save(correctedPicture(6, { kind: 'level-changed', level: levelAt(0) }, pack.id));
  const second = await accepted(device);
  expect([second.pack.id, second.pack.version, second.pack.title]).toEqual([pack.id, '1.1.0', 'My yard']);
  expect(second.before).toEqual({ packId: pack.id, version: '1.0.0' });
  expect(device.requests.at(-1)?.examples.map(({ kind }) => kind)).toEqual(['normal']);
});

test('LRN-62 a preview of a pack that was deleted meanwhile, or whose other version is in use, is not stored', async () => {
  const device = await learningDevice();
  await device.save(falseAlarm, pictureRecord(4));
  const { pack } = await accepted(device);
  await device.save(missed);
  await accepted(device, { ...asked, packId: pack.id });
  await device.save(correctedPicture(7, { kind: 'level-changed', level: levelAt(0) }));
  await previewed(device, { ...asked, packId: pack.id });
  expect((await device.packLibrary.activate(pack.id, '1.0.0')).ok).toBe(true);
  expect(await device.learning.accept(title)).toEqual({ ok: false, fault: { kind: 'no-preview' } });
  await previewed(device, { ...asked, packId: pack.id });
  expect((await device.packLibrary.remove(pack.id, ['1.0.0', '1.1.0'])).ok).toBe(true);
  expect(await device.learning.accept(title)).toEqual({ ok: false, fault: { kind: 'no-preview' } });
  expect(await device.packLibrary.list()).toEqual({ ok: true, value: [] });
});

test('LRN-48 until the new pack has results, the pictures to check next are those of the pack that it was taught from', async () => {
  const device = await learningDevice();
  await device.save(falseAlarm, pictureRecord(4));
  const { pack } = await accepted(device);
  const next = async () => (await device.learning.labelNext(pack.id)).map(({ summary }) => summary.fileName);
  expect(await next()).toEqual(['pole-04.jpg']);
  await device.save(pictureRecord(5, pack.id));
  expect(await next()).toEqual(['pole-05.jpg']);
});

test('LRN-47 after going back the later corrections wait again, and the next version has a new number', async () => {
  const device = await learningDevice();
  await device.save(falseAlarm);
  const { pack } = await accepted(device);
  await device.save(missed);
  await accepted(device);
  await device.packLibrary.activate(pack.id, '1.0.0');
  const overview = await device.learning.overview(pack.id);
  expect(overview?.waiting.map(({ example }) => example.kind)).toEqual(['fault']);
  const third = await accepted(device);
  expect(third.pack.version).toBe('1.2.0');
  const own = (await device.learning.overview(pack.id))?.target.own;
  expect(own && activeVersion(own)?.pack.version).toBe('1.2.0');
  expect(own?.versions.map(({ origin }) => origin.kind)).toEqual(['learned', 'learned', 'learned']);
});

test('LRN-53 after teaching again from pictures the learned corrections wait again, until they are learned again', async () => {
  const device = await learningDevice();
  await device.save(falseAlarm);
  const { pack } = await accepted(device);
  const learned = (await device.learning.overview(pack.id))?.target.own?.versions[0];
  const again = { id: pack.id, version: '1.1.0', title };
  const added = await device.packs.add(retaught(anomalyPack(again), learned?.sha256));
  expect(added.ok).toBe(true);
  const overview = await device.learning.overview(pack.id);
  expect(overview?.target.pack.version).toBe('1.1.0');
  expect(overview?.waiting.map(({ lostFrom }) => lostFrom)).toEqual(['1.0.0']);
  expect(overview?.learned).toEqual([]);
  expect(await device.learning.waiting([pack.id, thermalId])).toMatchObject([{ packId: pack.id, count: 1 }]);
  const next = await accepted(device);
  expect(next.pack.version).toBe('1.2.0');
  const after = await device.learning.overview(pack.id);
  expect([after?.waiting.length, after?.learned.map(({ version }) => version)]).toEqual([0, ['1.2.0']]);
});

test('LRN-44 a refused correction is named and can be left out; nothing is stored', async () => {
  const hidden = { kind: 'hides-fault', recordId: confirmed.id, name: confirmed.fileName } as const;
  const device = await learningDevice((request) => {
    const cause = request.examples.find(({ kind }) => kind === 'normal');
    if (cause !== undefined) return Promise.resolve(fail({ ...hidden, exampleId: cause.id }));
    return Promise.resolve(succeed({ bytes: anomalyPack(request.identity), report: reportOf(request) }));
  });
  await device.save(falseAlarm, missed, confirmed);
  await device.learning.preview(asked);
  const state = device.learning.read();
  const fault = state.phase === 'refused' && state.fault.kind === 'hides-fault' ? state.fault : undefined;
  expect(fault).toMatchObject(hidden);
  expect(await device.packLibrary.list()).toEqual({ ok: true, value: [] });
  const { report } = await previewed(device, { ...asked, without: [fault?.exampleId ?? ''] });
  expect(report.examples.map(({ kind }) => kind)).toEqual(['fault']);
});

test('LRN-45 a preview reports its progress and can be cancelled', async () => {
  let start = (): void => undefined;
  const started = new Promise<void>((resolve) => (start = resolve));
  const device = await learningDevice(({ jobId }, { onProgress, signal } = {}) => {
    onProgress?.({ jobId, step: 'extract', done: 1, total: 3 });
    start();
    return new Promise((resolve) => {
      signal?.addEventListener('abort', () => resolve(fail({ kind: 'cancelled' })));
    });
  });
  await device.save(falseAlarm);
  const previewing = device.learning.preview(asked);
  await started;
  expect(device.learning.read()).toMatchObject({ phase: 'running', progress: { done: 1, total: 3 } });
  device.learning.discard();
  await previewing;
  expect(device.learning.read()).toEqual({ phase: 'idle' });
});

test('LRN-52 packs with corrections that wait are counted under the pack that learns them', async () => {
  const device = await learningDevice();
  await device.save(falseAlarm, missed, confirmed);
  expect(await device.learning.waiting([thermalId, 'rubber-sheet'])).toEqual([
    { packId: thermalId, title: 'Thermal', count: 2 },
  ]);
  const { pack } = await accepted(device);
  expect(await device.learning.waiting([thermalId, pack.id])).toEqual([]);
});

test('LRN-40 a pack that came from another device has learned what its manifest names', async () => {
  const device = await learningDevice();
  await device.save(falseAlarm, missed);
  const overview = await device.learning.overview(thermalId);
  const [fault, normal] = overview?.waiting.map(({ example }) => example.id) ?? [];
  const taught = anomalyPack({ id: 'taught-0a1b2c3d', version: '1.4.0', title: 'Yard' }, normal);
  const imported = await device.packs.add(taught, {
    ...{ kind: 'learned', basePackId: thermalId },
    report: { ...reportOf({ jobId: '', packId: '', identity: noIdentity, examples: [], pictures: [], baselines: [] }) },
  });
  expect(imported.ok).toBe(true);
  const after = await device.learning.overview(thermalId);
  expect(after?.waiting.map(({ example }) => example.id)).toEqual([fault]);
  expect(after?.learned.map(({ version }) => version)).toEqual(['1.4.0']);
});

/** The pack as a teaching from pictures makes it after the version `previousSha256`. */
function retaught({ manifest, files }: PackBytes, previousSha256 = ''): PackBytes {
  const taught = {
    ...{ basePackId: 'surface', baseVersion: '0.1.0', seed: 1, taughtAt: '2026-11-26T10:00:00Z' },
    ...{ pictures: { normal: 20 }, previousSha256 },
  };
  const json = parseJson(new TextDecoder().decode(manifest));
  if (!json.ok || typeof json.value !== 'object') throw new Error('no manifest');
  return { manifest: new TextEncoder().encode(JSON.stringify({ ...json.value, taught })).buffer, files };
}
