import 'fake-indexeddb/auto';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { VerdictWithRasters } from '../../../src/domain/inspection';
import type { InspectionRecord } from '../../../src/domain/record';
import { succeed } from '../../../src/domain/result';
import { sha256 } from '../../../src/platform/sha256';
import { createBaselineService } from '../../../src/services/baseline-service';
import { createInspectionService } from '../../../src/services/inspection-service';
import type { PictureToInspect } from '../../../src/services/inspector';
import { openStorage, valueOf } from '../../contract/storage-fixture';
import { madeInspection, madeLoadedPack, madeVerdict } from '../../support/make-inspection';
import { openTab, pictureOf, queuePack } from '../../support/queue-tab';

const origin = { fileName: 'yard.jpg', source: 'file', packTitle: 'Made up' } as const;
const pack = { id: 'made-up', title: 'Made up' };

/** Services over an empty database, and what the inspector was asked. */
function setUp(verdict: VerdictWithRasters['verdict'] = madeVerdict) {
  const storage = openStorage(`baselines-${crypto.randomUUID()}`);
  onTestFinished(() => storage.connection.close());
  let moment = Date.UTC(2026, 10, 26, 9);
  const inspections = createInspectionService({
    ...{ repository: storage.inspections, history: storage.history, sha256 },
    newId: () => crypto.randomUUID(),
    momentNow: () => ({ takenAt: new Date((moment += 1_000)).toISOString(), utcOffsetMinutes: 0 }),
    askToPersist: () => Promise.resolve(true),
    appBuild: 'test',
  });
  const asked: PictureToInspect[] = [];
  const inspector = {
    prepare: () => Promise.resolve(succeed(madeLoadedPack)),
    inspect: (picture: PictureToInspect) => {
      asked.push(picture);
      return Promise.resolve(succeed({ ...madeInspection, verdict }));
    },
  };
  return { storage, inspections, asked, baselines: createBaselineService({ inspections, inspector, sha256 }) };
}

type Setup = ReturnType<typeof setUp>;

async function saved({ inspections }: Setup, fields: Partial<InspectionRecord>): Promise<InspectionRecord> {
  return valueOf(await inspections.save({ ...origin, ...fields }, madeInspection));
}

test('BAS-11 the baselines of an asset are its newest three, without the picture itself', async () => {
  const services = setUp();
  const ids: string[] = [];
  for (const letter of ['a', 'b', 'c', 'd', 'e']) {
    const pictureSha256 = letter.repeat(64);
    ids.push((await saved(services, { assetId: 't-12', purpose: 'baseline', pictureSha256 })).id);
  }
  await saved(services, { assetId: 't-12' });
  await saved(services, { assetId: 'other', purpose: 'baseline' });
  const found = await services.baselines.of('t-12', 'e'.repeat(64));
  expect(found.map(({ id }) => id)).toEqual([ids[3], ids[2], ids[1]]);
  expect(found[0]?.bytes.byteLength).toBe(madeInspection.photo.bytes.byteLength);
});

test('BAS-11 the queue hands the baselines of the chosen asset to the inspector', async () => {
  const services = setUp();
  const { id } = await saved(services, { assetId: 't-12', purpose: 'baseline' });
  const asked: PictureToInspect[] = [];
  const { queue } = openTab(services.storage, {
    baselines: services.baselines,
    inspector: {
      inspect: (picture) => {
        asked.push(picture);
        return Promise.resolve(succeed(madeInspection));
      },
    },
  });
  queue.add([{ ...pictureOf('later.jpg', 7), context: { assetId: 't-12' } }, pictureOf('other.jpg', 8)], queuePack);
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  const used = asked.map(({ baselines = [] }) => baselines.map((each) => each.id));
  expect(used.sort((a, b) => a.length - b.length)).toEqual([[], [id]]);
});

test('BAS-12 inspecting again keeps the first record and saves a second one of the same picture', async () => {
  const services = setUp();
  const baseline = await saved(services, { assetId: 't-12', purpose: 'baseline', pictureSha256: 'b'.repeat(64) });
  const first = await saved(services, { assetId: 't-12', pictureSha256: 'a'.repeat(64), jobId: 'j-1' });
  const second = valueOf(await services.baselines.inspectAgain(first));
  expect(services.asked[0]?.baselines?.map(({ id }) => id)).toEqual([baseline.id]);
  const { pictureSha256, fileName, jobId, assetId } = first;
  expect(second).toMatchObject({ pictureSha256, fileName, jobId, assetId });
  expect(second.id).not.toBe(first.id);
  expect(await services.inspections.byId(first.id)).toEqual(first);
});

test('SCR-57 a picture is inspected again with another pack, and the first record stays as it is', async () => {
  const services = setUp();
  const first = await saved(services, { pictureSha256: 'a'.repeat(64), jobId: 'j-1' });
  const second = valueOf(await services.baselines.inspectAgain(first, { id: 'other', title: 'Other pack' }));
  expect(services.asked).toMatchObject([{ packId: 'other' }]);
  expect(second).toMatchObject({ packTitle: 'Other pack', pictureSha256: first.pictureSha256, jobId: 'j-1' });
  expect(await services.inspections.byId(first.id)).toEqual(first);
});

test('SCR-57 a picture whose photo is not kept is not inspected again, and nothing is stored', async () => {
  const services = setUp();
  const first = await saved(services, { pictureSha256: 'a'.repeat(64) });
  const gone = { ...first, photo: { ...first.photo, sha256: 'f'.repeat(64) } };
  const again = await services.baselines.inspectAgain(gone, { id: 'other', title: 'Other pack' });
  expect(again).toMatchObject({ ok: false, fault: { kind: 'storage-fault', fault: { kind: 'damaged' } } });
  expect(services.asked).toEqual([]);
  expect((await services.inspections.counts()).all).toBe(1);
});

test('BAS-10 a normal picture is stored as baseline of its asset, also where the pack refuses it', async () => {
  const { picture, timings, provenance } = madeVerdict;
  const services = setUp({ picture, timings, provenance, refused: { code: 'unlike-known' } });
  const file = new File([new Uint8Array(9)], 'normal.jpg');
  const added = await services.baselines.add({ file, fileName: file.name, source: 'file', assetId: 't-12', pack });
  const record = valueOf(added);
  expect(record).toMatchObject({ purpose: 'baseline', assetId: 't-12', refused: { code: 'unlike-known' } });
  expect(services.asked).toMatchObject([{ isBaseline: true }]);
  expect((await services.baselines.of('t-12')).map(({ id }) => id)).toEqual([record.id]);
});

test('BAS-6 a record keeps the changed regions and the baselines of its verdict', async () => {
  const rect = { x: 1, y: 1, width: 2, height: 1 };
  const changed = [{ ...rect, distance: 1.5, baseline: { id: 'b-1', ...rect } }];
  const similarity = { scale: 1, rotationDeg: 0, shiftX: 0, shiftY: 0 };
  const used = [{ id: 'b-1', alignment: { isAligned: true, agreement: 0.9, ...similarity } }];
  const services = setUp();
  const verdict = { ...madeVerdict, changed, provenance: { ...madeVerdict.provenance, baselines: used } };
  const { id } = valueOf(await services.inspections.save(origin, { ...madeInspection, verdict }));
  const stored = await services.inspections.byId(id);
  expect(stored?.changed).toEqual(changed);
  expect(stored?.provenance.baselines).toEqual(used);
});
