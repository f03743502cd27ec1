import { expect, test } from 'vitest';
import type { Asset } from '../../../src/domain/asset';
import type { Job } from '../../../src/domain/job';
import { composeReport } from '../../../src/export/report/compose-report';
import { readReport } from '../../../src/export/report/read-report';
import type { ReportPage } from '../../../src/words/report-document';
import { english } from '../../../src/words/english';
import { createWords } from '../../../src/words/words';
import { faultRecord, healthyRecord, refusedRecord, reportAbout, sourceOf } from '../../support/report-fixture';

const words = createWords({ tag: 'en-GB', timeZone: 'UTC' }, english);

async function pagesOf(...args: Parameters<typeof readReport>): Promise<readonly ReportPage[]> {
  const pages: ReportPage[] = [];
  for await (const page of composeReport(words, await readReport(...args))) pages.push(page);
  return pages;
}

function textOf(pages: readonly ReportPage[]): string {
  return JSON.stringify(pages);
}

function assetOf(id: string): Asset {
  return { kind: 'transformer', id, number: `TX-${id}`, location: 'Galle Road' };
}

const job: Job = {
  ...{ id: 'job', number: 'J-7', date: '2026-11-21', branch: 'Galle', status: 'COMPLETED', weather: 'sunny' },
  assets: [{ assetId: '1' }, { assetId: '2' }, { assetId: '3', notInspectedBecause: 'Gate locked' }],
};

test('RPT-1 lists every picture with its state, and gives a page to each fault', async () => {
  const repaired = faultRecord(4, { repaired: true });
  const source = sourceOf(faultRecord(1), healthyRecord(2), refusedRecord(3), repaired);
  const model = await readReport(source, reportAbout());
  expect(model.rows.map(({ name, state, findings }) => [name, state, findings])).toEqual([
    ['T-001.jpg', 'fault', [1]],
    ['T-002.jpg', 'no-fault', []],
    ['T-003.jpg', 'not-judged', []],
    ['T-004.jpg', 'repaired', [2]],
  ]);
  const pages = await pagesOf(source, reportAbout());
  expect(pages.map(({ kind }) => kind)).toEqual(['front', 'list', 'finding', 'finding', 'end']);
  expect(textOf(pages)).toContain('This is not a thermal picture.');
});

test('RPT-1 an asset has the state of its worst picture; an asset without a picture has the reason', async () => {
  const assets = new Map(['1', '2', '3', '4'].map((id) => [id, assetOf(id)]));
  const about = reportAbout({ assets, jobs: [job] });
  const source = sourceOf(
    healthyRecord(1, { assetId: '1' }),
    faultRecord(2, { assetId: '1' }),
    healthyRecord(3, { assetId: '2' }),
  );
  const { rows, counts } = await readReport(source, about);
  expect(rows.map(({ name, state, pictures }) => [name, state, pictures])).toEqual([
    ['TX-1', 'fault', 2],
    ['TX-2', 'no-fault', 1],
    ['TX-3', 'not-inspected', 0],
  ]);
  expect(counts).toMatchObject({ fault: 1, 'no-fault': 1, 'not-inspected': 1 });
  expect(textOf(await pagesOf(source, about))).toContain('Gate locked');
});

test('RPT-2 a finding has picture, boxes, written texts, reflection and temperatures', async () => {
  const record = faultRecord(1, {
    finding: 'Loose clamp',
    recommendation: 'Tighten within 30 days',
    reflection: false,
    temperatures: { hotC: 78.5, referenceC: 41 },
  });
  const [, , finding] = await pagesOf(sourceOf(record), reportAbout());
  const picture = finding?.blocks.find(({ kind }) => kind === 'picture');
  expect(picture).toMatchObject({ size: { width: 640, height: 480 }, boxes: [{ x: 200 }, { x: 380 }] });
  const text = JSON.stringify(finding);
  for (const part of [
    'Loose clamp',
    'Tighten within 30 days',
    '+37.5 °C: Major discrepancy (NETA)',
    '"Reflection","value":"No"',
  ])
    expect(text).toContain(part);
});

test('RPT-2 a finding that nobody has written says what the software found', async () => {
  const [, , finding] = await pagesOf(sourceOf(faultRecord(1)), reportAbout());
  expect(finding?.blocks.filter(({ kind }) => kind === 'entry')).toMatchObject([
    { value: '', suggestion: 'Serious: 2 regions above the threshold, looks like Loose joint (72%)' },
    { value: '', suggestion: 'Inspect it closely' },
  ]);
});

test('RPT-8 a picture of a class pack without a verdict states the likeliest classes with their shares', async () => {
  const record = refusedRecord(1);
  const { packNotice, ...provenance } = record.provenance;
  expect(packNotice).toBeDefined();
  const likeliest = [
    { label: 'scratch', title: 'Scratch', share: 0.46 },
    { label: 'dent', title: 'Dent', share: 0.41 },
  ];
  const uncertain = {
    ...record,
    refused: { code: 'not-sure', evidence: { measure: 'confidence', value: 0.46, atLeast: 0.6 }, likeliest },
    provenance: { ...provenance, packTrainedOn: { grade: { rendered: 0, real: 36 } } },
  };
  const pages = await pagesOf(sourceOf(uncertain), reportAbout({ pages: 'all' }));
  const [, list, finding] = pages;
  expect(textOf([...(list ? [list] : [])])).toContain('Not certain: Scratch 46% and Dent 41%');
  const facts = finding?.blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : []));
  expect(facts).toContainEqual({ name: 'Likeliest classes', value: 'Not certain: Scratch 46% and Dent 41%' });
});

test('RPT-3 the report states that it is indicative, the limits of its packs, and the hashes of packs and pictures', async () => {
  const record = faultRecord(1, { pictureSha256: 'c'.repeat(64) });
  const text = textOf(await pagesOf(sourceOf(record, healthyRecord(2)), reportAbout()));
  for (const part of ['check every finding on site', 'indicative', 'a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)])
    expect(text).toContain(part);
  expect(text).toContain(healthyRecord(2).photo.sha256);
});

test('RPT-1 every picture has a page where the user wants it', async () => {
  const pages = await pagesOf(sourceOf(faultRecord(1), healthyRecord(2)), reportAbout({ pages: 'all' }));
  expect(pages.filter(({ kind }) => kind === 'finding')).toHaveLength(2);
});

test('RPT-5 a report shows the corrected verdict, and lists every correction with its time and person', async () => {
  const { anomaly } = faultRecord(1);
  if (anomaly === undefined) throw new Error('the fixture has no anomaly');
  const healthy = { level: 'Normal', levelTitle: 'Normal', action: 'pass', isAnomalous: false, rank: 0 };
  const correction = {
    ...{ id: '00000000-0000-4000-8000-00000000000c', at: '2026-11-21T10:00:00.000Z', by: 'N. Perera' },
    ...{ kind: 'level-changed', before: { level: { ...healthy, level: 'Overloway', levelTitle: 'Serious' } } },
    after: { level: healthy },
  };
  const source = sourceOf(faultRecord(1, { corrections: [correction] }));
  const { rows } = await readReport(source, reportAbout());
  expect(rows.map(({ state }) => state)).toEqual(['no-fault']);
  const text = textOf(await pagesOf(source, reportAbout({ pages: 'all' })));
  expect(text).toContain('"N. Perera","Changed the severity: Serious → Normal"');
  expect(text).toContain('Changed by N. Perera');
});

test('RPT-6 the page of a finding lists the other inspections of its asset', async () => {
  const assets = new Map([['1', assetOf('1')]]);
  const earlier = {
    recordId: 'x',
    takenAt: '2025-11-21T10:00:00.000Z',
    fileName: 'last-year.jpg',
    verdict: healthyRecord(1),
  };
  const historyOf = () => Promise.resolve([earlier]);
  const pages = await pagesOf(sourceOf(faultRecord(1, { assetId: '1' })), reportAbout({ assets, historyOf }));
  expect(textOf(pages)).toContain('"Normal","last-year.jpg"');
});
