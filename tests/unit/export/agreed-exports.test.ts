import { expect, test } from 'vitest';
import type { InspectionRecord } from '../../../src/domain/record';
import type { ExportedRecord } from '../../../src/export/exported-record';
import { recordsCsv } from '../../../src/export/records-csv';
import { makeRecord } from '../../support/make-record';
import { recordCoco } from '../../support/record-coco';

const region = {
  x: 1,
  y: 1,
  width: 2,
  height: 2,
  score: 0.83,
  level: 'Faulty',
  levelTitle: 'Faulty',
  action: 'critical',
};

test('VRD-6 the table has no region of a record stored below the threshold', async () => {
  const csv = await textOf(recordsCsv(await recordsWith(0.03, false)));
  expect(csv).toContain(',Serious,0.03,0,,');
});

test('VRD-6 COCO has no region below the threshold and none more severe than its picture', async () => {
  const below: unknown = JSON.parse(await textOf(recordCoco(await recordsWith(0.03, false))));
  expect(below).toMatchObject({ images: [{ id: 1 }], annotations: [] });
  const above: unknown = JSON.parse(await textOf(recordCoco(await recordsWith(0.57, true))));
  expect(above).toMatchObject({ annotations: [{ score: 0.57 }] });
});

/** As a version before the rule stored it: a region below the threshold, or one more severe than its picture. */
async function recordsWith(score: number, isAnomalous: boolean): Promise<() => AsyncIterable<ExportedRecord>> {
  const { record } = await makeRecord({
    id: '00000000-0000-4000-8000-000000000001',
    takenAt: '2026-11-21T08:00:00.000Z',
  });
  const { grade, ...ungraded } = record;
  expect(grade).toBeDefined();
  const anomaly: InspectionRecord['anomaly'] = {
    ...{ rawScore: 1, score, isAnomalous, level: 'Overloway', levelTitle: 'Overload', action: 'inspect' },
    ...{ boxes: [region], map: record.photo, mask: record.photo },
  };
  const device = { id: 'd', name: 'Phone', location: 'Yard' };
  const exported = { sequence: 1, receivedAt: new Date(0), device, isDeleted: false, record: { ...ungraded, anomaly } };
  return async function* () {
    yield await Promise.resolve(exported);
  };
}

async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}
