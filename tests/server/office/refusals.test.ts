import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InspectionRecord } from '../../../src/domain/record';
import {
  addChange,
  addDevice,
  anomalousRecord,
  gradedRecord,
  openOffice,
  recordId,
  type TestOffice,
} from './office-fixture';

let office: TestOffice;

const packTrainedOn = { grade: { rendered: 4000, real: 0 }, anomaly: { rendered: 400, real: 82 } };

/** The record of a refused picture: it has neither grade nor anomaly. */
function refusedRecord(n: number): InspectionRecord {
  const evidence = { measure: 'colours', value: -1.125, atLeast: 0 };
  const record = { ...anomalousRecord(n), refused: { code: 'not-thermal', evidence } };
  Reflect.deleteProperty(record, 'anomaly');
  return record;
}

beforeAll(async () => {
  office = await openOffice();
  await addDevice(office, 1, 'Phone 1', 'North yard');
  await addChange(office, { record: refusedRecord(1) });
  const graded = gradedRecord(2);
  await addChange(office, { record: { ...graded, provenance: { ...graded.provenance, packTrainedOn } } });
});
afterAll(() => office.close());

async function textOf(path: string): Promise<string> {
  const html = await (await office.get(path)).text();
  return html
    .replaceAll(/<(style|script)[^>]*>.*?<\/\1>/gs, ' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

test('REF-6 the office lists a refused picture as no verdict with its reason, and filters by it', async () => {
  const list = await textOf('/office/records');
  expect(list).toContain('No verdict');
  expect(list).toContain('This is not a thermal picture.');
  const refused = await (await office.get('/office/records?answer=no-grade')).text();
  expect(refused).toContain(recordId(1));
  expect(refused).not.toContain(recordId(2));
  expect(await (await office.get('/office/records?answer=no-answer')).text()).not.toContain(recordId(1));
});

test('REF-6 the page of a refused record and the report have reason, next step and what was measured', async () => {
  for (const path of [`/office/records/${recordId(1)}`, `/office/report?record=${recordId(1)}`]) {
    const text = await textOf(path);
    expect(text).toContain('This is not a thermal picture.');
    expect(text).toContain('Choose a picture that a thermal camera saved');
    expect(text).toContain('similarity of the colours -1.125, at least 0 is needed');
    expect(text).not.toMatch(/Severity|score \d/);
  }
});

test('REF-7 the CSV has code, measure and value of a refusal, and COCO leaves the picture out', async () => {
  const csv = await (await office.get('/office/export/csv')).text();
  const [head = '', ...lines] = csv.slice(1).trim().split('\r\n');
  const cellOf = (line: string, name: string) => line.split(',')[head.split(',').indexOf(name)];
  const line = lines.find((each) => each.includes(recordId(1))) ?? '';
  const cells = ['refused', 'refused_measure', 'refused_value', 'grade', 'severity'].map((name) => cellOf(line, name));
  expect(cells).toEqual(['not-thermal', 'colours', '-1.125', '', '']);
  const coco = await (await office.get('/office/export/coco')).text();
  expect(JSON.parse(coco)).toMatchObject({ images: [] });
});

test('REF-10 REF-11 list, page, report and CSV state what the pack was trained on instead of a confidence', async () => {
  const wanted = 'Indicative. Trained on 4,000 rendered pictures, no real ones';
  const paths = ['/office/records', `/office/records/${recordId(2)}`, `/office/report?record=${recordId(2)}`];
  for (const path of paths) {
    const text = await textOf(path);
    expect([path, text.includes(wanted)]).toEqual([path, true]);
    expect(text).not.toMatch(/sure,? \d|% confidence/);
  }
  const csv = await (await office.get('/office/export/csv')).text();
  expect(csv).toContain('grade_trained_on_real,grade_trained_on_rendered');
  expect(csv).toContain(',yes,0,4000,');
});
