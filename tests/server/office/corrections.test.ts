import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Correction } from '../../../src/domain/correction';
import { summariseVerdict } from '../../../src/words/verdict-text';
import { migrations } from '../../../server/database/migrations/migrations';
import { words } from '../../../server/words';
import { verdictOfRecord } from '../../../server/office/verdict';
import {
  addChange,
  addDevice,
  anomalousRecord,
  gradedRecord,
  openOffice,
  recordId,
  type TestOffice,
} from './office-fixture';

const at = '2026-11-21T08:00:00.000Z';
const watch = { level: 'Potential', levelTitle: 'Watch', action: 'monitor', isAnomalous: false, rank: 1 };
const changed: Correction = {
  id: '00000000-0000-4000-8000-0000000000c1',
  at,
  by: 'Asha <b>',
  kind: 'level-changed',
  before: { level: { level: 'Faulty', levelTitle: 'Critical', action: 'critical', isAnomalous: true, rank: 3 } },
  after: { level: watch },
};
const confirmed: Correction = { id: '00000000-0000-4000-8000-0000000000c2', at, kind: 'confirmed' };

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice({ timeZone: 'Asia/Kolkata' });
  await addDevice(office, 1, 'Phone 1', 'North yard');
  await addChange(office, { device: 1, record: anomalousRecord(1) });
  await addChange(office, { device: 1, record: anomalousRecord(2, { corrections: [changed] }) });
  await addChange(office, { device: 1, record: anomalousRecord(3, { corrections: [confirmed] }) });
});
afterAll(() => office.close());

async function listed(query: string): Promise<readonly number[]> {
  const html = await (await office.get(`/office/records?${query}`)).text();
  return [...html.matchAll(/data-record="[^"]*0(\d)"/g)].map(([, n]) => Number(n));
}

test('OFC-90 the list shows the corrected verdict with the name, and is filtered by review', async () => {
  expect(await listed('review=none')).toEqual([1]);
  expect(await listed('review=confirmed')).toEqual([3]);
  expect(await listed('review=changed')).toEqual([2]);
  expect(await listed('answer=level:Potential')).toEqual([2]);
  const html = await (await office.get('/office/records?review=changed')).text();
  expect(html).toContain('Watch');
  expect(html).toContain('Changed by Asha &lt;b&gt;');
  expect((await office.get('/office/records?review=perhaps')).status).toBe(400);
});

test('OFC-90 a record shows each correction with person and time, and what the pack said', async () => {
  const html = await (await office.get(`/office/records/${recordId(2)}`)).text();
  expect(html).toContain('Changed the severity: Critical → Watch');
  expect(html).toContain('The pack said: ');
  expect(html).toContain('Asha &lt;b&gt;');
  const untouched = await (await office.get(`/office/records/${recordId(1)}`)).text();
  expect(untouched).not.toContain('Table of corrections');
});

test('OFC-17 a refused picture on which a person decided is listed, counted and filtered by that decision, be it a grade or a severity', async () => {
  const refused = { refused: { code: 'unlike-known' } } as const;
  const rss2 = { label: 'rss2', title: 'RSS 2' };
  const graded: Correction = {
    id: '00000000-0000-4000-8000-0000000000c4',
    at,
    by: 'Asha',
    kind: 'grade-changed',
    after: { grade: rss2 },
  };
  const { anomaly: _, ...thermal } = anomalousRecord(4, { ...refused, corrections: [changed] });
  const { grade: __, ...sheet } = gradedRecord(5, { ...refused, corrections: [graded] });
  for (const record of [thermal, sheet]) {
    await addChange(office, { device: 1, record });
    const { answer, support } = summariseVerdict(words, verdictOfRecord(record));
    const list = await (await office.get('/office/records?review=changed')).text();
    expect(list).toContain(answer);
    expect(list).toContain(support.replace('<b>', '&lt;b&gt;'));
    expect(support).toContain('the pack gave no verdict');
  }
  expect(await listed('answer=level:Potential')).toEqual([4, 2]);
  expect(await listed('answer=grade:rss2')).toEqual([5]);
  expect(await listed('answer=no-grade')).toEqual([]);
  expect(await (await office.get('/office/overview')).text()).not.toContain('No verdict');
});

test('OFC-17 the migration finds the decisions that arrived before it, as the intake does', async () => {
  const read = () => office.db.selectFrom('records').select(['id', 'is_decision']).orderBy('id').execute();
  const byIntake = await read();
  expect(byIntake.map(({ is_decision }) => is_decision)).toEqual([null, null, null, true, true]);
  await sql`alter table records drop column is_decision`.execute(office.db);
  await migrations['0010-decisions']?.up(office.db);
  expect(await read()).toEqual(byIntake);
});
