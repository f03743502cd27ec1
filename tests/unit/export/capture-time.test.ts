import { expect, test } from 'vitest';
import type { CaptureTime } from '../../../src/domain/capture-time';
import type { InspectionRecord } from '../../../src/domain/record';
import type { RecordSource } from '../../../src/export/exported-record';
import { recordsCsv } from '../../../src/export/records-csv';
import { makeRecord } from '../../support/make-record';
import { recordCoco } from '../../support/record-coco';

const taken: CaptureTime = { local: '2024-03-01T10:20:30', utcOffsetMinutes: 330 };

test('REC-6 the table has the capture time and the time of the inspection in separate columns', async () => {
  const [heading = '', line = ''] = (await textOf(recordsCsv(await recordTaken(taken)))).split('\r\n');
  expect(heading).toContain(',taken_at_camera_clock,inspected_at_utc,');
  expect(line).toContain(',2024-03-01T10:20:30+05:30,2026-11-21T08:00:00.000Z,');
  expect(await textOf(recordsCsv(await recordTaken(undefined)))).toContain(',kept,,2026-11-21T08:00:00.000Z,');
});

test('REC-6 COCO has a capture date only if the capture time is known', async () => {
  const known: unknown = JSON.parse(await textOf(recordCoco(await recordTaken(taken))));
  const dates = { date_captured: '2024-03-01T10:20:30+05:30', date_inspected: '2026-11-21T08:00:00.000Z' };
  expect(known).toMatchObject({ images: [dates] });
  const text = await textOf(recordCoco(await recordTaken(undefined)));
  expect(text).toContain('"date_inspected":"2026-11-21T08:00:00.000Z"');
  expect(text).not.toContain('date_captured');
});

async function recordTaken(captured: CaptureTime | undefined): Promise<RecordSource> {
  const { record } = await makeRecord({
    id: '00000000-0000-4000-8000-000000000001',
    takenAt: '2026-11-21T08:00:00.000Z',
  });
  const level = { rawScore: 0, score: 0.1, isAnomalous: false, level: 'Normal', levelTitle: 'Normal', action: 'pass' };
  const anomaly: InspectionRecord['anomaly'] = { ...level, boxes: [], map: record.photo, mask: record.photo };
  const device = { id: 'd', name: 'Phone', location: 'Yard' };
  const whole = { ...record, anomaly, ...(captured && { captured }) };
  return async function* () {
    yield await Promise.resolve({ sequence: 1, receivedAt: new Date(0), device, isDeleted: false, record: whole });
  };
}

async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}
