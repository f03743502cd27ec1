import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../../server/database/open-database';
import { migrate } from '../../../server/database/migrate';
import { readPage } from '../../../server/office/queries/list-records';
import { matching } from '../../../server/office/queries/matching';
import { parseFilter } from '../../../server/office/record-filter';
import { officeWords } from '../../../server/office/office-words';
import { anomalyTone, summariseVerdict } from '../../../src/words/verdict-text';
import { makeGrade } from '../../support/record-parts';
import {
  addBlob,
  addChange,
  addDevice,
  anomalousRecord,
  deviceId,
  gradedRecord,
  openOffice,
  recordId,
  type TestOffice,
} from './office-fixture';

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice({ timeZone: 'Asia/Kolkata' });
  await addDevice(office, 1, 'Phone 1', 'North yard');
  await addDevice(office, 2, 'Phone 2', 'South yard');
  await addChange(office, { device: 1, record: gradedRecord(1, { takenAt: '2026-11-18T18:29:00.000Z' }) });
  await addChange(office, { device: 1, record: gradedRecord(2, { takenAt: '2026-11-18T18:31:00.000Z' }) });
  const refused = makeGrade({ label: 'rss4', title: 'RSS 4', confidence: 0.4, refused: 'not-a-sheet' });
  await addChange(office, { device: 2, record: gradedRecord(3, { grade: refused }) });
  await addChange(office, { device: 2, record: anomalousRecord(4, { note: '<script>alert(1)</script>' }) });
  await addChange(office, { device: 1, record: gradedRecord(5) });
  await addChange(office, { device: 1, deletes: recordId(5) });
});
afterAll(() => office.close());

async function listed(query: string): Promise<readonly number[]> {
  const html = await (await office.get(`/office/records?${query}`)).text();
  return [...html.matchAll(/data-record="[^"]*0(\d)"/g)].map(([, n]) => Number(n));
}

test('OFC-11 filters the list by device, location, pack, answer, day and state', async () => {
  expect(await listed('')).toEqual([4, 3, 2, 1]);
  expect(await listed(`device=${deviceId(1)}`)).toEqual([2, 1]);
  expect(await listed('location=South+yard')).toEqual([4, 3]);
  expect(await listed('pack=transformer-thermal')).toEqual([4]);
  expect(await listed('answer=grade:rss1')).toEqual([2, 1]);
  expect(await listed('answer=grade:rss4')).toEqual([]);
  expect(await listed('answer=level:Faulty')).toEqual([4]);
  expect(await listed('answer=no-grade')).toEqual([3]);
  expect(await listed('answer=no-answer')).toEqual([]);
  expect(await listed('state=deleted')).toEqual([5]);
  expect(await listed('state=deleted&answer=grade:rss1&from=2026-11-20&to=2026-11-20')).toEqual([5]);
  expect(await listed('state=all')).toEqual([5, 4, 3, 2, 1]);
});

test('OFC-18 searches file names, notes, devices and locations, and shows how many records match', async () => {
  expect(await listed('q=SHEET-2')).toEqual([2]);
  expect(await listed('q=alert')).toEqual([4]);
  expect(await listed('q=phone+2')).toEqual([4, 3]);
  expect(await listed('q=north+yard&answer=grade:rss1')).toEqual([2, 1]);
  expect(await listed('q=%25')).toEqual([]);
  expect(await listed('q=sheet_2')).toEqual([]);
  const html = await (await office.get('/office/records?q=phone+2')).text();
  expect(html).toContain('2 records match');
  expect(html).toContain('sheet-4.jpg');
  expect(html).toMatch(/<input[^>]*name="q"[^>]*value="phone 2"/);
});

test('OFC-11 days begin at midnight in the office’s time zone', async () => {
  expect(await listed('from=2026-11-18&to=2026-11-18')).toEqual([1]);
  expect(await listed('from=2026-11-19&to=2026-11-19')).toEqual([2]);
});

test('OFC-11 empty fields of a filter count as absent', async () => {
  expect(await listed('device=&location=&pack=&answer=&from=&to=&q=+&state=kept&older=')).toEqual([4, 3, 2, 1]);
});

test('OFC-11 a field of a filter that cannot be read is refused with its name, also in exports and reports', async () => {
  for (const [query, field] of [
    ["device=1'--", 'device'],
    ['answer=%27or+1', 'answer'],
    ['from=2026-99-99', 'from'],
    ['from=2026-02-31', 'from'],
    ['to=soon', 'to'],
    ['state=x', 'state'],
    ['older=x', 'older'],
    ['after=-1', 'after'],
    ['pack=a&pack=b', 'pack'],
  ] as const) {
    for (const page of ['records', 'overview', 'export/csv', 'export/coco', 'report', 'transfer', 'live']) {
      const response = await office.get(`/office/${page}?${query}`);
      expect([page, query, response.status]).toEqual([page, query, 400]);
      expect(await response.text()).toContain(`“${field}”`);
    }
  }
});

test('OFC-13 a deleted record keeps its versions, with device, time and which is current', async () => {
  await addChange(office, { device: 1, record: gradedRecord(6, { note: 'first words' }) });
  await addChange(office, {
    device: 2,
    record: gradedRecord(6, { note: 'second words' }),
    edits: true,
    isImported: true,
  });
  await addChange(office, { device: 1, deletes: recordId(6) });
  const html = await (await office.get(`/office/records/${recordId(6)}`)).text();
  expect(html).toContain('This record was deleted on its device.');
  const versions = html.slice(html.indexOf('<h2>Versions</h2>')).split('class="version"').slice(1);
  expect(versions.map((version) => /<strong>(\w+) on/.exec(version)?.[1])).toEqual(['Deleted', 'Edited', 'Saved']);
  expect(versions.map((version) => version.includes('Current version'))).toEqual([true, false, false]);
  expect(versions[1]).toContain('second words');
  expect(versions[1]).toContain('Phone 2, South yard');
  expect(versions[1]).toContain('imported in the office');
  expect(versions[2]).toContain('first words');
  expect(versions[2]).toContain('Phone 1, North yard');
  expect((await office.get(`/office/records/${recordId(99)}`)).status).toBe(404);
});

test('OFC-13 draws the picture with mask and boxes at their positions', async () => {
  const photo = await addBlob(office, new TextEncoder().encode('a photo'), 'image/jpeg');
  const mask = await addBlob(office, Uint8Array.of(0b01100000, 0, 0, 0, 0, 0b00000001), 'application/octet-stream');
  const record = anomalousRecord(7);
  if (record.anomaly === undefined) throw new Error('the fixture has no anomaly');
  await addChange(office, {
    record: {
      ...record,
      photo: { ...record.photo, sha256: photo },
      anomaly: { ...record.anomaly, mask: { ...record.anomaly.mask, sha256: mask } },
    },
  });
  const html = await (await office.get(`/office/records/${recordId(7)}`)).text();
  expect(html).toContain(`<image href="/office/blobs/${photo}" width="800" height="600"`);
  expect(html).toContain('d="M1 0h2v1h-2zM7 5h1v1h-1z" transform="scale(100 100)"');
  expect(html).toContain('<rect x="100" y="50" width="200" height="80"');
});

test('OFC-17 a severity has the same text and colour in the list, on its page and in the report', async () => {
  const { anomaly } = anomalousRecord(9);
  if (anomaly === undefined) throw new Error('the fixture has no anomaly');
  const tones = [
    ['pass', false, 'ok'],
    ['monitor', true, 'watch'],
    ['inspect', true, 'warn'],
    ['critical', true, 'bad'],
    ['made-up', true, 'bad'],
  ] as const;
  for (const [action, isAnomalous, tone] of tones) {
    const level = { ...anomaly, action, isAnomalous, level: action, levelTitle: `Level ${action}` };
    await addChange(office, { record: anomalousRecord(9, { anomaly: level }), edits: true });
    const textOf = async (path: string) => (await office.get(path)).text();
    const row = (await textOf('/office/records')).split('<li').find((html) => html.includes(recordId(9)));
    const page = await textOf(`/office/records/${recordId(9)}`);
    const report = await textOf(`/office/report?record=${recordId(9)}`);
    const { support } = summariseVerdict(officeWords('UTC'), { anomaly: level });
    for (const html of [row, page, report]) {
      expect([action, html]).toEqual([action, expect.stringContaining(`Level ${action}`)]);
      expect([action, html]).toEqual([action, expect.stringContaining(support)]);
      expect([action, html]).toEqual([action, expect.stringContaining(`tone-${tone}`)]);
    }
    expect(anomalyTone(level)).toBe(tone);
  }
});

test('OFC-14 shows the device’s own time beside the office’s if they differ', async () => {
  await addChange(office, { record: gradedRecord(8, { utcOffsetMinutes: -300, takenAt: '2026-11-20T06:00:00.000Z' }) });
  const far = await (await office.get(`/office/records/${recordId(8)}`)).text();
  expect(far).toContain('20 Nov 2026, 11:30');
  expect(far).toContain('20 Nov 2026, 01:00 (UTC-05:00)');
  const near = await (await office.get(`/office/records/${recordId(1)}`)).text();
  expect(near).toContain('18 Nov 2026, 23:59');
  expect(near).not.toContain('(UTC');
});

test('OFC-15 texts from devices are escaped', async () => {
  for (const path of ['/office/records', `/office/records/${recordId(4)}`, `/office/report?record=${recordId(4)}`]) {
    const html = await (await office.get(path)).text();
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toContain('<script>alert');
    expect(html).not.toMatch(/ style=| on\w+=/);
  }
});

test('OFC-16 serves only pictures from the blobs, and only to signed-in engineers', async () => {
  const picture = await addBlob(office, new TextEncoder().encode('a picture'), 'image/jpeg');
  const other = await addBlob(office, new TextEncoder().encode('<html>'), 'text/html');
  const response = await office.get(`/office/blobs/${picture}`);
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
    200,
    'image/jpeg',
    'a picture',
  ]);
  const again = await office.get(`/office/blobs/${picture}`, { 'if-none-match': `"${picture}"` });
  expect(again.status).toBe(304);
  for (const hash of [other, 'e'.repeat(64), '..%2f..%2fetc%2fpasswd']) {
    expect([hash, (await office.get(`/office/blobs/${hash}`)).status]).toEqual([hash, 404]);
  }
  expect((await office.app.request(`/office/blobs/${picture}`)).status).toBe(401);
  expect(await (await office.get(`/office/records/${recordId(1)}`)).text()).toContain('did not send the photo');
});

test('OFC-10 pages neither repeat nor omit a record while others are received', async () => {
  const { db, close } = await openDatabase({ kind: 'memory' }, () => undefined);
  await migrate(db);
  await fillRecords(db, 120);
  const where = matching(parseFilter({}), 'UTC');
  const first = await readPage(db, where, { kind: 'newest' }, 50);
  await fillRecords(db, 130);
  const second = await readPage(db, where, { kind: 'older', than: 71 }, 50);
  const third = await readPage(db, where, { kind: 'older', than: 21 }, 50);
  const sequences = [first, second, third].flatMap(({ records }) => records.map(({ sequence }) => sequence));
  expect(sequences).toEqual(Array.from({ length: 120 }, (_, at) => 120 - at));
  expect([first, second, third].map(({ hasOlder, hasNewer }) => [hasNewer, hasOlder])).toEqual([
    [false, true],
    [true, true],
    [true, false],
  ]);
  const back = await readPage(db, where, { kind: 'newer', than: 70 }, 50);
  expect(back.records.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 50 }, (_, at) => 120 - at));
  expect([back.hasNewer, back.hasOlder]).toEqual([true, true]);
  await close();
});

test('OFC-12 reads a page of 100,000 records through an index', async () => {
  const { db, close } = await openDatabase({ kind: 'memory' }, () => undefined);
  await migrate(db);
  await fillRecords(db, 100_000);
  await sql`analyze`.execute(db);
  const cursors = [
    [{}, 100_001],
    [{}, 50_000],
    [{ pack: 'pack-3' }, 50_000],
    [{ answer: 'grade:rss2' }, 50_000],
    [{ device: deviceId(2) }, 50_000],
    [{ state: 'deleted' }, 50_000],
    [{ from: '2026-01-05', to: '2026-01-06' }, 50_000],
  ] as const;
  for (const [fields, than] of cursors) {
    const where = matching(parseFilter(fields), 'Asia/Kolkata');
    const page = await readPage(db, where, { kind: 'older', than }, 50);
    expect([fields, page.records.length]).toEqual([fields, 50]);
    const query = db.selectFrom('records').select('id').where(where).where('records.sequence', '<', than);
    const plan = await query
      .orderBy('sequence', 'desc')
      .limit(51)
      .explain('text', sql`analyze`);
    const text = JSON.stringify(plan);
    expect([fields, text]).toEqual([fields, expect.stringMatching(/^(?!.*Seq Scan).*Index/)]);
  }
  await close();
}, 300_000);

/** Adds rows as the intake writes them, from the last one up to `upTo`; the database generates them. */
async function fillRecords(db: TestOffice['db'], upTo: number): Promise<void> {
  await sql`
    with numbers as (
      select n from generate_series((select coalesce(max(sequence), 0) + 1 from changes)::int, ${upTo}::int) as n
    ), made as (
      insert into changes (id, sequence, record_id, kind, at, author, deliverer, content, content_hash, server_clock, received_at)
      select gen_random_uuid(), n, gen_random_uuid(), 'saved', n::text, ${deviceId(2)}::uuid, null, '', '', '', now()
      from numbers returning id, sequence, record_id
    )
    insert into records (id, author, change_id, sequence, at, is_deleted, first_received_at, received_at, taken_at,
      utc_offset_minutes, pack_id, pack_title, grade_label, grade_title, grade_confidence)
    select record_id, ('10000000-0000-4000-8000-00000000000' || (sequence % 10))::uuid, id, sequence, sequence::text,
      sequence > 1000 and sequence % 200 = 0, now(), now(), timestamptz '2026-01-01' + sequence * interval '4 minutes', 0,
      'pack-' || (sequence % 7), 'Pack', 'rss' || (sequence % 5), 'RSS', 0.9
    from made`.execute(db);
}
