import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { reviewOf, shownBoxes, shownRecord } from '../../../src/domain/corrected-verdict';
import { appendCorrections, lastEffective } from '../../../src/domain/correction';
import type { CorrectionEdit } from '../../../src/domain/correction-edit';
import { facetsOf, isCorrected, summaryContentOf } from '../../../src/domain/inspection-summary';
import { applyPatch, recordSchema, type InspectionRecord } from '../../../src/domain/record';
import { corrected, correctionId, levelAt, madeLevels, regionAt, thermalRecord } from '../../support/corrected-record';
import { makeGrade } from '../../support/record-parts';

const withoutRegions = levelAt(0);
const category = { name: 'rust', title: 'Rust', confidence: 1 };

const level = fc.constantFrom(...madeLevels);
const anomalous = fc.constantFrom(levelAt(1), levelAt(2), levelAt(3));
const regionName = fc.constantFrom('pack-1', 'pack-2', correctionId(1), correctionId(2), correctionId(3));
const rank = fc.constantFrom(2, 3);

const anyEdit: fc.Arbitrary<CorrectionEdit> = fc.oneof(
  fc.constant({ kind: 'confirmed' as const }),
  level.map((chosen) => ({ kind: 'level-changed' as const, level: chosen })),
  fc
    .record({ x: fc.nat(300), rank })
    .map(({ x, rank: of }) => ({ kind: 'region-added' as const, region: regionAt(x, of) })),
  regionName.map((region) => ({ kind: 'region-rejected' as const, region, withoutRegions })),
  fc
    .record({ region: regionName, level: anomalous })
    .map((label) => ({ kind: 'region-relabelled' as const, ...label })),
  fc.record({ region: regionName, x: fc.nat(300) }).map(({ region, x }) => ({
    kind: 'region-moved' as const,
    region,
    to: { x, y: 1, width: 9, height: 9, score: 0.6 },
  })),
  fc.record({ chosen: level, limit: fc.double({ min: 0.1, max: 0.9, noNaN: true }) }).map(({ chosen, limit }) => ({
    kind: 'threshold-changed' as const,
    limit,
    score: 0.5,
    level: chosen,
    regions: chosen.isAnomalous ? [{ ...regionAt(5, 2), id: 'limit-1' }] : [],
  })),
  fc.nat(6).map((n) => ({ kind: 'undone' as const, undoes: correctionId(n) })),
);

const anyCorrected = fc.array(anyEdit, { maxLength: 12 }).map((edits) => corrected(thermalRecord, ...edits));

/** What a list shows of a record: the verdict and its regions. */
function verdictOf(record: InspectionRecord) {
  const { grade, refused, anomaly } = shownRecord(record);
  return { grade, refused, anomaly };
}

test('COR-1 corrections are stored with time, person, before and after, and the verdict of the pack stays', () => {
  const record = corrected(thermalRecord, { kind: 'level-changed', level: levelAt(1) });
  expect(record.corrections).toEqual([
    {
      id: correctionId(1),
      at: '2026-11-21T07:00:01.000Z',
      by: 'Asha',
      kind: 'level-changed',
      before: { level: levelAt(3) },
      after: { level: levelAt(1) },
    },
  ]);
  expect({ ...record, corrections: undefined }).toEqual({ ...thermalRecord, corrections: undefined });
  expect(v.parse(recordSchema, record)).toEqual(record);
});

test('COR-1 a patch appends corrections and never appends one twice', () => {
  const [first] = corrected(thermalRecord, { kind: 'confirmed' }).corrections ?? [];
  if (first === undefined) throw new Error('nothing was appended');
  const once = applyPatch(thermalRecord, { addCorrections: [first] });
  expect(once.corrections).toEqual([first]);
  expect(applyPatch(once, { addCorrections: [first] })).toBe(once);
  expect(applyPatch(once, { note: 'seen' }).corrections).toEqual([first]);
  const second = { ...first, id: correctionId(2) };
  expect(appendCorrections([first], [first, second])).toEqual([first, second]);
});

test('COR-1 every record that corrections can make is accepted by the schema, unchanged', () => {
  fc.assert(
    fc.property(anyCorrected, (record) => {
      expect(v.parse(recordSchema, record)).toEqual(record);
    }),
  );
});

test('COR-2 applying corrections twice changes nothing, and the record itself is not changed', () => {
  fc.assert(
    fc.property(anyCorrected, (record) => {
      const before = JSON.stringify(record);
      const shown = shownRecord(record);
      expect(shownRecord(shown)).toEqual(shown);
      expect(JSON.stringify(record)).toBe(before);
    }),
  );
});

test('COR-2 summaries, facets and filters follow the corrected verdict', () => {
  const record = corrected(thermalRecord, { kind: 'level-changed', level: levelAt(1) });
  expect(facetsOf(record)).toEqual({ packId: 'transformer-thermal', answer: 'Potential', severity: 'monitor' });
  expect(summaryContentOf(record)).toMatchObject({
    anomaly: { level: 'Potential', levelTitle: 'Watch' },
    review: { phase: 'changed', by: 'Asha' },
  });
  expect([isCorrected(thermalRecord), isCorrected(record)]).toEqual([false, true]);
  expect(summaryContentOf(thermalRecord)).not.toHaveProperty('review');
});

test('COR-3 undoing the last correction gives the verdict before it, and undoing that gives it back', () => {
  fc.assert(
    fc.property(
      anyCorrected,
      anyEdit.filter(({ kind }) => kind !== 'undone'),
      (before, edit) => {
        const after = corrected(before, edit);
        const last = after.corrections?.at(-1);
        if (after === before || last === undefined) return;
        const undone = corrected(after, { kind: 'undone', undoes: last.id });
        expect(verdictOf(undone)).toEqual(verdictOf(before));
        expect(reviewOf(undone).phase).toBe(reviewOf(before).phase);
        const again = corrected(undone, { kind: 'undone', undoes: undone.corrections?.at(-1)?.id ?? '' });
        expect(verdictOf(again)).toEqual(verdictOf(after));
        expect(lastEffective(again.corrections ?? [])).toEqual(last);
      },
    ),
  );
});

test('COR-4 corrections of different regions give the same verdict in every order', () => {
  const onRegion = (region: string): fc.Arbitrary<CorrectionEdit> =>
    fc.oneof(
      fc.constant({ kind: 'region-rejected' as const, region, withoutRegions }),
      anomalous.map((chosen) => ({ kind: 'region-relabelled' as const, region, level: chosen, category })),
      fc.constant({ kind: 'region-moved' as const, region, to: { x: 1, y: 2, width: 3, height: 4, score: 0.6 } }),
    );
  fc.assert(
    fc.property(onRegion('pack-1'), onRegion('pack-2'), (one, other) => {
      const forwards = corrected(thermalRecord, one, other);
      const backwards = corrected(thermalRecord, other, one);
      expect(verdictOf(forwards)).toEqual(verdictOf(backwards));
    }),
  );
});

test('COR-5 no region is more severe than its picture, a normal picture has none, and one with a region is anomalous', () => {
  const ranks = new Map(madeLevels.map((each) => [each.level, each.rank]));
  fc.assert(
    fc.property(anyCorrected, (record) => {
      const { anomaly } = shownRecord(record);
      if (anomaly === undefined) throw new Error('the verdict is gone');
      const own = ranks.get(anomaly.level) ?? Number.NaN;
      for (const box of anomaly.boxes) expect(ranks.get(box.level)).toBeLessThanOrEqual(own);
      if (own === 0 || !anomaly.isAnomalous) expect(anomaly.boxes).toEqual([]);
      expect(new Set(shownBoxes({ anomaly }).map(({ id }) => id)).size).toBe(anomaly.boxes.length);
    }),
  );
});

test('COR-6 a picture becomes normal when its last region is rejected, and milder with its regions', () => {
  const one = corrected(thermalRecord, { kind: 'region-rejected', region: 'pack-1', withoutRegions });
  expect(shownRecord(one).anomaly).toMatchObject({ level: 'Overloway', boxes: [{ id: 'pack-2', from: 'pack' }] });
  const both = corrected(one, { kind: 'region-rejected', region: 'pack-2', withoutRegions });
  expect(shownRecord(both).anomaly).toMatchObject({ level: 'Normal', isAnomalous: false, boxes: [] });
  const missed = corrected(both, { kind: 'region-added', region: regionAt(50, 2) });
  expect(shownRecord(missed).anomaly).toMatchObject({
    level: 'Overloway',
    isAnomalous: true,
    boxes: [{ id: correctionId(3), from: 'person', x: 50 }],
  });
});

test('COR-6 the severity that a person chose stays when a region is rejected, and rises with a more severe one', () => {
  const chosen = corrected(thermalRecord, { kind: 'level-changed', level: levelAt(2) });
  expect(shownRecord(chosen).anomaly?.boxes.map((box) => box.level)).toEqual(['Overloway', 'Overloway']);
  const rejected = corrected(chosen, { kind: 'region-rejected', region: 'pack-1', withoutRegions });
  expect(shownRecord(rejected).anomaly?.level).toBe('Overloway');
  const raised = corrected(rejected, { kind: 'region-relabelled', region: 'pack-2', level: levelAt(3) });
  expect(shownRecord(raised).anomaly?.level).toBe('Faulty');
});

test('COR-7 a correction of a later version is kept and has no effect on the verdict', () => {
  const later = { id: correctionId(9), at: '2027-01-01T00:00:00.000Z', kind: 'telepathy', after: { aura: 'red' } };
  const record = v.parse(recordSchema, { ...thermalRecord, corrections: [later] });
  expect(record.corrections).toEqual([later]);
  expect(verdictOf(record)).toEqual(verdictOf(thermalRecord));
});

test('COR-8 a verdict is confirmed by a confirmation alone, and changed by anything else', () => {
  const confirmed = corrected(thermalRecord, { kind: 'confirmed' });
  expect(reviewOf(thermalRecord)).toEqual({ phase: 'none' });
  expect(reviewOf(confirmed)).toEqual({ phase: 'confirmed', by: 'Asha', at: '2026-11-21T07:00:01.000Z' });
  const changed = corrected(confirmed, { kind: 'level-changed', level: levelAt(0) });
  expect(reviewOf(corrected(changed, { kind: 'confirmed' })).phase).toBe('changed');
});

test('COR-9 a grade that a person chose overrules the refusal', () => {
  const { anomaly, ...plain } = thermalRecord;
  expect(anomaly).toBeDefined();
  const refused: InspectionRecord = { ...plain, refused: { code: 'not-a-sheet' } };
  const grade = { label: 'rss2', title: 'RSS 2', group: 'Grade A' };
  const shown = shownRecord(corrected(refused, { kind: 'grade-changed', grade }));
  expect(shown).not.toHaveProperty('refused');
  expect(shown.grade).toMatchObject(grade);
  const earlier = { ...plain, grade: makeGrade({ label: 'x', title: 'X', confidence: 1, refused: 'not-sure' }) };
  expect(facetsOf(corrected(earlier, { kind: 'grade-changed', grade })).answer).toBe('rss2');
});
