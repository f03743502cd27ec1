import { afterAll, beforeAll, expect, test } from 'vitest';
import { findCaller } from '../../../server/devices/caller';
import { formatOffset, officeTime, shiftDay } from '../../../server/office/office-time';
import { officeWords } from '../../../server/office/office-words';
import { deviceMoment } from '../../../server/office/pages/record-texts';
import { chooseStep, toTimeTables } from '../../../server/office/time-table';
import { maskToPath } from '../../../server/office/mask-path';
import { makeGrade } from '../../support/record-parts';
import {
  addChange,
  addDevice,
  anomalousRecord,
  deviceId,
  gradedRecord,
  openOffice,
  sameOrigin,
  recordId,
  type TestOffice,
} from './office-fixture';

let office: TestOffice;
let deviceToken: string;

beforeAll(async () => {
  office = await openOffice({ timeZone: 'Asia/Kolkata' });
  deviceToken = await addDevice(office, 1, 'Phone 1', 'North yard');
  await addDevice(office, 2, 'Phone 2', 'South yard');
  await addChange(office, { device: 1, record: gradedRecord(1, { takenAt: '2026-11-17T06:00:00.000Z' }) });
  await addChange(office, { device: 1, record: gradedRecord(2, { takenAt: '2026-11-17T06:00:00.000Z' }) });
  const second = makeGrade({ label: 'rss2', title: 'RSS 2', confidence: 0.8 });
  await addChange(office, { device: 1, record: gradedRecord(3, { grade: second }) });
  await addChange(office, { device: 2, record: anomalousRecord(4, { note: 'hot joint' }) });
  await addChange(office, {
    device: 9,
    isImported: true,
    record: gradedRecord(5, { takenAt: '2026-01-01T00:00:00.000Z' }),
  });
});
afterAll(() => office.close());

async function textOf(path: string): Promise<string> {
  const html = await (await office.get(path)).text();
  return html
    .slice(html.indexOf('<main'))
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

test('OFC-30 lists each location with its count, its last record and the share of each answer', async () => {
  const text = await textOf('/office/overview?from=2026-11-01&to=2026-11-21');
  expect(text).toContain('North yard 3 21 Nov 2026, 13:30 Rubber sheet RSS 1 67% (2) RSS 2 33% (1)');
  expect(text).toContain('South yard 1 21 Nov 2026, 13:30 Transformer (thermal) Critical 100% (1)');
  expect(await textOf('/office/overview?from=2026-01-01&to=2026-01-02')).toContain('Unregistered devices 1');
});

test('OFC-31 each pack has a chart and the same numbers in a table, including days without records', async () => {
  const html = await (await office.get('/office/overview')).text();
  expect(html).toContain('<title>17 Nov: RSS 1 2</title>');
  expect(html).not.toMatch(/<style| style=/);
  const fills = Array.from(html.matchAll(/<rect fill="([^"]*)"[^>]*><title>[^<]*RSS (\d) /g), ([, fill, grade]) => [
    grade,
    fill,
  ]);
  expect(Object.fromEntries(fills)).toEqual({ 1: 'var(--series-0)', 2: 'var(--series-1)' });
  const text = await textOf('/office/overview');
  expect(text).toContain('Day RSS 1 RSS 2 Total 17 Nov 2 0 2 18 Nov 0 0 0 19 Nov 0 0 0 20 Nov 0 1 1');
});

function answer(key: string, title: string, more: { readonly action?: string; readonly pack?: string } = {}) {
  const { action = '', pack = 'a-pack' } = more;
  return { pack, packTitle: pack, answer: key, title, action, isAnomalous: action !== 'pass' };
}

test('OFC-31 grades and severities are in separate charts; severities have the colours and order of their tones', () => {
  const day = (key: string, title: string, more = {}) => ({
    ...answer(key, title, more),
    start: '2026-11-20',
    count: 2,
  });
  const counts = [
    day('level:Faulty', 'Faulty', { action: 'critical' }),
    day('grade:rss10', 'RSS 10'),
    day('level:Normal', 'Normal', { action: 'pass' }),
    day('level:Potential', 'Potential', { action: 'monitor' }),
    day('grade:rss2', 'RSS 2'),
    day('level:Odd', 'Odd', { pack: 'other-pack', action: 'made-up' }),
  ];
  const tables = toTimeTables(officeWords('UTC'), counts, 'day');
  expect(
    tables.map(({ pack, kind, answers }) => [pack, kind, ...answers.map(({ title, colour }) => [title, colour])]),
  ).toEqual([
    ['a-pack', 'grade', ['RSS 2', 0], ['RSS 10', 1]],
    ['a-pack', 'severity', ['Normal', 'ok'], ['Watch', 'watch'], ['Critical', 'bad']],
    ['other-pack', 'severity', ['Odd', 'bad']],
  ]);
});

test('OFC-31 pictures without a verdict are in the chart of their pack, not in one of grades', () => {
  const refused = { ...answer('no-grade', ''), title: undefined };
  const counts = [refused, answer('level:Normal', 'Normal', { action: 'pass' })].map((each) => ({
    ...each,
    start: '2026-11-20',
    count: 3,
  }));
  const [table, ...others] = toTimeTables(officeWords('UTC'), counts, 'day');
  expect(others).toEqual([]);
  expect(table).toMatchObject({ kind: 'severity', isOneOfTwo: false });
  expect(table?.answers).toEqual([
    { title: 'Normal', colour: 'ok' },
    { title: 'No verdict', colour: 'unknown' },
  ]);
});

test('OFC-31 longer ranges have longer steps, and weeks and months have no gaps', () => {
  expect(chooseStep('2026-11-01', '2026-11-30')).toBe('day');
  expect(chooseStep('2026-06-01', '2026-11-30')).toBe('week');
  expect(chooseStep('2025-01-01', '2026-11-30')).toBe('month');
  const labels = (starts: readonly string[], step: 'week' | 'month') =>
    toTimeTables(
      officeWords('UTC'),
      starts.map((start) => ({ ...answer('grade:rss1', 'RSS 1'), start, count: 1 })),
      step,
    ).flatMap(({ rows }) => rows.map(({ label, counts }) => `${label} ${counts.join()}`));
  expect(labels(['2025-11-01', '2026-02-01'], 'month')).toEqual([
    'Nov 2025 1',
    'Dec 2025 0',
    'Jan 2026 0',
    'Feb 2026 1',
  ]);
  expect(labels(['2026-10-26', '2026-11-09'], 'week')).toEqual(['26 Oct 1', '2 Nov 0', '9 Nov 1']);
  expect(shiftDay('2026-03-01', -1)).toBe('2026-02-28');
});

test('OFC-14 offsets follow summer time and half hours', () => {
  const words = officeWords('Europe/Berlin');
  const inBerlin = (at: string, utcOffsetMinutes: number) =>
    deviceMoment(words, officeTime('Europe/Berlin'), { at: new Date(at), utcOffsetMinutes });
  expect(inBerlin('2026-07-01T10:00:00Z', 120)).toBeUndefined();
  expect(inBerlin('2026-12-01T10:00:00Z', 120)).toBe('1 Dec 2026, 12:00 (UTC+02:00)');
  expect(officeTime('UTC').offsetMinutes(new Date('2026-12-01T10:00:00Z'))).toBe(0);
  expect([formatOffset(-210), formatOffset(345)]).toEqual(['UTC-03:30', 'UTC+05:45']);
});

test('OFC-13 the path of a mask covers exactly the marked cells', () => {
  const data = Uint8Array.of(1, 1, 0, 1, 0, 0, 0, 0, 1, 1, 1, 1);
  expect(maskToPath({ width: 4, height: 3, data })).toBe('M0 0h2v1h-2zM3 0h1v1h-1zM0 2h4v1h-4z');
  expect(maskToPath({ width: 2, height: 1, data: Uint8Array.of(0, 0) })).toBe('');
});

test('OFC-40 lists devices with location, last seen, records and state', async () => {
  await findCaller(office.db, deviceToken, office.clock.now);
  const text = await textOf('/office/devices');
  expect(text).toContain('Phone 1 Registered Location North yard Last seen 21 Nov 2026, 13:30 Records 3');
  expect(text).toContain('Phone 2 Registered Location South yard Last seen Never Records 1');
});

test('OFC-41 revoking asks first, takes effect at once, is in the audit log and can be undone', async () => {
  const path = `/office/devices/${deviceId(1)}/revoke`;
  expect(await textOf(path)).toContain('Revoke Phone 1?');
  expect((await findCaller(office.db, deviceToken, office.clock.now)).ok).toBe(true);
  expect((await office.post(path, 'to=revoked')).status).toBe(303);
  expect(await findCaller(office.db, deviceToken, office.clock.now)).toMatchObject({
    fault: { kind: 'token-revoked' },
  });
  expect(await textOf('/office/devices')).toContain('Phone 1 Revoked Location North yard');
  expect(await textOf('/office/devices')).toContain('Records 3');
  const audit = await office.db.selectFrom('audit_log').selectAll().where('subject', '=', deviceId(1)).execute();
  expect(audit.at(-1)).toMatchObject({ actor: 'engineer Asha', action: 'device-revoked' });
  expect(await textOf(path)).toContain('Allow Phone 1 again?');
  expect((await office.post(path, 'to=admitted')).status).toBe(303);
  expect(await textOf('/office/devices')).toContain('Phone 1 Registered');
  expect((await office.post(`/office/devices/${deviceId(77)}/revoke`, '', sameOrigin)).status).toBe(404);
});

test('OFC-60 a report ends with the limits of its packs, before the lines to sign', async () => {
  const { provenance } = anomalousRecord(6);
  const limited = { ...provenance, packNotice: 'No temperatures.' };
  await addChange(office, { device: 2, record: anomalousRecord(6, { provenance: limited }) });
  const text = await textOf(`/office/report?record=${recordId(6)}&record=${recordId(1)}`);
  expect(text).toContain('Limits of these results');
  expect(text).toContain('Transformer (thermal), version 0.1.0: 1 picture No temperatures.');
  expect(text).toContain('Rubber sheet, version 0.1.0: 1 picture Grades are indicative');
  expect(text.indexOf('No temperatures.')).toBeLessThan(text.indexOf('Name Date Signature'));
  await addChange(office, { device: 2, deletes: recordId(6) });
});

test('OFC-62 a report has all records of its selection, and its summary counts the same ones', async () => {
  const numbers = Array.from({ length: 120 }, (_, index) => 200 + index);
  for (const n of numbers)
    await addChange(office, { device: 2, record: gradedRecord(n, { fileName: `lot-7-${n}.jpg` }) });
  const text = await textOf('/office/report?q=lot-7');
  expect(text).toContain('Contains lot-7');
  expect(text).toContain('120 Graded');
  for (const n of numbers) expect(text).toContain(`File lot-7-${n}.jpg`);
  expect(text).toContain('120. lot-7-');
  const faultsOnly = await textOf('/office/report?q=lot-7&pages=faults');
  for (const n of numbers) expect(faultsOnly).toContain(`lot-7-${n}.jpg`);
  expect(faultsOnly).not.toContain('120. lot-7-');
  expect(text.match(/Name Date Signature/g)).toHaveLength(1);
  for (const n of numbers) await addChange(office, { device: 2, deletes: recordId(n) });
});

test('VRD-6 a record stored below the threshold with regions is shown without them', async () => {
  const { anomaly } = anomalousRecord(8);
  if (anomaly === undefined) throw new Error('the fixture has no anomaly');
  const calm = { ...anomaly, score: 0.03, isAnomalous: false, level: 'Normal', levelTitle: 'Normal', action: 'pass' };
  await addChange(office, { device: 2, record: anomalousRecord(8, { anomaly: calm }) });
  const text = await textOf(`/office/records/${recordId(8)}`);
  expect(text).toContain('Normal Score 3 of 100');
  expect(text).toContain('No region is above the threshold.');
  expect(text).not.toContain('100, 50');
  await addChange(office, { device: 2, deletes: recordId(8) });
});

test('REC-6 a record page says Taken for the capture time and Inspected otherwise', async () => {
  const captured = { local: '2024-03-01T10:20:30', utcOffsetMinutes: 330 };
  await addChange(office, { device: 2, record: anomalousRecord(7, { captured }) });
  const text = await textOf(`/office/records/${recordId(7)}`);
  expect(text).toContain('Taken 1 Mar 2024, 10:20 (UTC+05:30) by the camera’s clock');
  expect(text).toContain('Inspected 20 Nov 2026, 11:30');
  const without = await textOf(`/office/records/${recordId(4)}`);
  expect(without).toContain('Inspected 20 Nov 2026, 11:30');
  expect(without).not.toContain('Taken');
  await addChange(office, { device: 2, deletes: recordId(7) });
});

test('OFC-60 a report has summary, regions, notes, versions and lines to sign', async () => {
  await addChange(office, { device: 2, record: anomalousRecord(4, { note: 'joint replaced' }), edits: true });
  const text = await textOf(`/office/report?record=${recordId(4)}&record=${recordId(1)}`);
  expect(text).toContain('Report made 21 Nov 2026, 13:30 By Asha Times in Asia/Kolkata');
  expect(text).toContain('1 Fault 1 Graded');
  expect(text).toMatch(/1\. \S+ Critical Score 86 of 100/);
  expect(text).toContain('1 Critical 86 100, 50 200 × 80');
  expect(text).toContain('hot joint');
  expect(text).toContain('joint replaced');
  expect(text).toContain('Versions Change Received Result Note Edited on');
  expect(text).toMatch(/2\. \S+ RSS 1 Indicative\. How sure it is was not checked on real pictures/);
  expect(text).toContain('Name Date Signature');
  expect(await textOf('/office/report?of=chosen')).toContain('No records selected');
  const ofFilter = await textOf('/office/report?location=North+yard&answer=grade:rss2');
  expect(ofFilter).toContain('Location North yard Grade or severity RSS 2');
  expect(ofFilter).toContain('Pictures 1');
});

test('OFC-13 regions have their most likely kind, if the pack names kinds', async () => {
  const { anomaly } = anomalousRecord(4);
  if (anomaly === undefined) throw new Error('the fixture has no anomaly');
  const [box] = anomaly.boxes;
  if (box === undefined) throw new Error('the fixture has no region');
  const kind = { name: 'loose_joint', title: 'Loose joint', confidence: 0.64 };
  const boxes = [
    { ...box, category: kind },
    { ...box, x: 400 },
  ];
  const path = `/office/records/${recordId(4)}`;
  expect(await textOf(path)).not.toContain('Looks like');
  await addChange(office, { device: 2, record: anomalousRecord(4, { anomaly: { ...anomaly, boxes } }), edits: true });
  const text = await textOf(path);
  expect(text).toContain('1 Critical Loose joint (64%) 86 100, 50');
  expect(text).toContain('2 Critical 86 400, 50');
});
