import { expect, test } from 'vitest';
import { verdictOfRow } from '../../../server/office/verdict';
import { columnsOf } from '../../../server/intake/read-change';
import { reviewOf, shownRecord } from '../../../src/domain/corrected-verdict';
import { effectiveCorrections } from '../../../src/domain/correction';
import { decisionOf } from '../../../src/domain/decision';
import { facetsOf, isCorrected, summaryContentOf } from '../../../src/domain/inspection-summary';
import { examplesOf, saidOf } from '../../../src/domain/example';
import type { InspectionRecord } from '../../../src/domain/record';
import { datasetPictures } from '../../../src/export/dataset-picture';
import { predictionsJson } from '../../../src/export/predictions-json';
import { recordsCsv } from '../../../src/export/records-csv';
import { readReport } from '../../../src/export/report/read-report';
import { composeFront } from '../../../src/export/report/compose-report';
import { summariseVerdict, type VerdictFields } from '../../../src/words/verdict-text';
import { createWords } from '../../../src/words/words';
import { english } from '../../../src/words/english';
import { corrected, correctionId, levelAt } from '../../support/corrected-record';
import { refusedRecord, reportAbout, sourceOf } from '../../support/report-fixture';

const englishWords = createWords({ tag: 'en' }, english);
const refused = refusedRecord(1);
const critical = { kind: 'level-changed', level: levelAt(3) } as const;
const decided = corrected(refused, critical);

function summaryOf(record: InspectionRecord): string {
  const { support, answer } = summariseVerdict(englishWords, summaryContentOf(record));
  return `${answer}: ${support}`;
}

test('COR-26 a person gives a severity to a refused picture, and the record keeps its refusal', () => {
  expect(decisionOf(decided)).toMatchObject({ level: 'Faulty', isAnomalous: true });
  const shown = shownRecord(decided);
  expect([shown.refused?.code, shown.anomaly, decisionOf(shown)?.level]).toEqual(['not-thermal', undefined, 'Faulty']);
  expect(effectiveCorrections(decided.corrections ?? [])[0]?.before).toBeUndefined();
  expect(reviewOf(decided)).toMatchObject({ phase: 'changed', isDecision: true });
  expect(isCorrected(decided)).toBe(true);
  expect(facetsOf(decided)).toEqual({ packId: 'transformer-thermal', answer: 'Faulty', severity: 'critical' });
  const milder = corrected(decided, { kind: 'level-changed', level: levelAt(0) });
  expect(milder.corrections?.at(-1)?.before?.level?.level).toBe('Faulty');
  expect(decisionOf(milder)?.level).toBe('Normal');
});

test('COR-26 lists and texts say that a person decided and that the pack gave no verdict', () => {
  expect(summaryOf(decided)).toBe('Critical: Act now: have it checked · Decided by Asha; the pack gave no verdict');
  const { trainedOn, refused: reason } = { trainedOn: decided.provenance.packTrainedOn, refused: decided.refused };
  const unnamed = summariseVerdict(englishWords, { refused: reason, corrections: decided.corrections, trainedOn });
  expect(unnamed.support).toBe('Act now: have it checked · Decided by a person; the pack gave no verdict');
  const packSaid = summariseVerdict(englishWords, { refused: reason, trainedOn });
  expect(packSaid.answer).toBe('No verdict');
});

test('COR-27 without a decision there is no severity, and undo removes the decision', () => {
  const undone = corrected(decided, { kind: 'undone', undoes: correctionId(1) });
  for (const record of [refused, undone]) {
    expect(decisionOf(record)).toBeUndefined();
    expect(facetsOf(record)).toMatchObject({ answer: '', severity: '' });
    expect(summaryOf(record)).toMatch(/^No verdict: This is not a thermal picture\./);
  }
});

test('COR-27 nothing is learned from the decision, and it is in no data set', async () => {
  expect([saidOf(decided), examplesOf(decided)]).toEqual([undefined, []]);
  const pictures = datasetPictures({
    records: sourceOf(decided),
    readBlob: () => Promise.resolve(new Uint8Array(1)),
    levelsOf: () => [],
  });
  expect((await pictures.next()).done).toBe(true);
});

test('COR-26 exports have the severity of the person in its own field, and none of the pack', async () => {
  const [head = '', line = ''] = (await textOf(recordsCsv(sourceOf(decided)))).trim().split('\r\n');
  const cells = new Map(
    head
      .replace('\uFEFF', '')
      .split(',')
      .map((name, at) => [name, line.split(',')[at]]),
  );
  expect(['refused', 'severity', 'decided_severity', 'anomaly_score', 'review'].map((name) => cells.get(name))).toEqual(
    ['not-thermal', '', 'Critical', '', 'changed'],
  );
  const json = JSON.parse(await textOf(predictionsJson(sourceOf(decided)))) as { readonly results: readonly object[] };
  expect(json.results[0]).toMatchObject({
    refused: 'not-thermal',
    ...{ is_anomalous: null, anomaly_score: null, classification: null },
    decided_by_person: { classification: 'Faulty', is_anomalous: true },
    reviewed_by: 'Asha',
  });
});

test('COR-26 a report counts the picture by the decision and names the person', async () => {
  const milder = corrected(refusedRecord(2), { kind: 'level-changed', level: levelAt(0) });
  const model = await readReport(sourceOf(decided, milder, refusedRecord(3)), reportAbout());
  expect(model.rows.map(({ state }) => state)).toEqual(['fault', 'no-fault', 'not-judged']);
  expect(model.rows[0]?.record?.verdict.decided?.levelTitle).toBe('Critical');
  expect(composeFront(englishWords, model).kind).toBe('front');
});

test('COR-26 the office stores the severity without a score and says that a person decided', () => {
  const at = '2026-11-26T10:00:00.000Z';
  const change = { kind: 'saved', format: 1, changeId: decided.id, recordId: decided.id, at, author: 'a', blobs: [] };
  const columns = columnsOf({ ...change, kind: 'saved', format: 1, record: decided });
  expect(columns).toMatchObject({
    ...{ grade_refused: 'not-thermal', anomaly_level: 'Faulty', anomaly_score: null, is_anomalous: true },
  });
  const verdict: VerdictFields = verdictOfRow(columns);
  const { answer, support } = summariseVerdict(englishWords, verdict);
  expect([answer, support]).toEqual([
    'Critical',
    'Act now: have it checked · Decided by Asha; the pack gave no verdict',
  ]);
  const plain = columnsOf({ ...change, kind: 'saved', format: 1, record: refused });
  expect(summariseVerdict(englishWords, verdictOfRow(plain)).answer).toBe('No verdict');
});

async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}
