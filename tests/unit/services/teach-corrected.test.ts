import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { AnomalyTeachReport } from '../../../src/domain/anomaly-teaching';
import type { InspectionRecord } from '../../../src/domain/record';
import { fail, succeed } from '../../../src/domain/result';
import { sha256 } from '../../../src/platform/sha256';
import { createTeachingService } from '../../../src/services/teaching-service';
import { teachCorrected } from '../../../src/services/teach-corrected';
import { valueOf } from '../../contract/storage-fixture';
import { levelAt, regionAt } from '../../support/corrected-record';
import { correctedPicture, learningDevice } from '../../support/learning-device';
import { colourAnomaly, floatBytes, makePack, plainInput } from '../../support/make-pack';
import { packIn, teachingDependencies } from '../../support/teaching-service';

const untaughtId = 'made-up-surface';

/** A device with a pack without a row, whose results were corrected: one is normal, in the other a fault was missed. */
async function correctedDevice() {
  const device = await learningDevice();
  const { storage } = device;
  const { manifest } = makePack(
    {
      ...{ id: untaughtId, version: '0.1.0', title: 'Surface', input: plainInput(8, 'nchw') },
      network: { file: 'network', input: 'pixels' },
      anomaly: { ...colourAnomaly, bank: { ...colourAnomaly.bank, rows: 0 } },
    },
    'tiny-backbone',
    { bank: floatBytes([]) },
  );
  const pack = packIn({ manifest, files: {} });
  valueOf(await storage.packs.put({ id: untaughtId, manifest, fileHashByName: {} }));
  const edits = [
    { kind: 'level-changed', level: levelAt(0) } as const,
    { kind: 'region-added', region: regionAt(200, 3) } as const,
  ];
  const records = await Promise.all(
    edits.map(async (edit, at) => withPhoto(correctedPicture(at + 1, edit, untaughtId), `photo ${at}`)),
  );
  for (const { record, bytes } of records) {
    valueOf(await storage.inspections.add(record, [{ sha256: record.photo.sha256, bytes, mime: 'image/jpeg' }]));
  }
  const teachings = createTeachingService({
    ...teachingDependencies(storage),
    client: {
      teach: () => Promise.resolve(fail({ kind: 'cancelled' })),
      look: () => Promise.resolve(fail({ kind: 'not-a-picture' })),
      train: () => Promise.resolve(fail({ kind: 'too-few-classes', found: 0 })),
    },
    packs: {
      installed: () => Promise.resolve(pack),
      install: () => Promise.resolve(fail({ kind: 'offline' })),
      add: () => Promise.resolve(succeed(pack)),
    },
  });
  return { ...device, records: records.map(({ record }) => record), teachings };
}

async function withPhoto(record: InspectionRecord, text: string) {
  const bytes = new TextEncoder().encode(text).buffer;
  return { bytes, record: { ...record, photo: { ...record.photo, sha256: await sha256(bytes) } } };
}

test('LRN-60 a pack that knows nothing is taught with the corrected pictures, as people called them; then none of them waits', async () => {
  const { learning, records, teachings, inspections, storage } = await correctedDevice();
  const waiting = async () => (await learning.overview(untaughtId))?.waiting.length;
  expect(await waiting()).toBe(2);

  const base = { id: untaughtId, title: 'Surface' };
  const begun = valueOf(await teachCorrected(base, records, { teachings, inspections }));
  const stored = await teachings.byId(begun);
  expect(stored?.teaching).toMatchObject({ kind: 'anomaly', base, state: { phase: 'collecting' } });
  expect(stored?.pictures.map(({ fileName, label }) => [fileName, label])).toEqual([
    ['pole-01.jpg', 'normal'],
    ['pole-02.jpg', 'faulty'],
  ]);
  expect(await waiting()).toBe(2);

  const report: AnomalyTeachReport = {
    ...{ seed: 1, normals: 1, faulty: 1, falseAlarmRate: 0.5, placedBy: 'prior', threshold: 1, bankRows: 4 },
    ...{ more: [], looks: [], scores: [] },
  };
  const taught = {
    phase: 'taught',
    packId: 'taught-00c0ffee',
    version: '1.0.0',
    report: { anomaly: report, unused: [] },
  } as const;
  if (stored !== undefined) valueOf(await storage.teachings.put({ ...stored.teaching, state: taught }));
  expect(await waiting()).toBe(0);
  expect((await learning.overview(untaughtId))?.learned.map(({ version }) => version)).toEqual(['1.0.0', '1.0.0']);
});
