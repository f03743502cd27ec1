import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { examplesOf } from '../../../src/domain/example';
import type { InspectionRecord } from '../../../src/domain/record';
import { WithBaselines } from '../../../src/features/learn/collect-examples';
import { describePreviewFault } from '../../../src/features/learn/preview-fault-text';
import type { ExampleItem } from '../../../src/services/learning-overview';
import { WordsContext } from '../../../src/ui/words-context';
import { english } from '../../../src/words/english';
import { laterEnglish } from '../../../src/words/later-english';
import { createWords } from '../../../src/words/words';
import { corrected, levelAt, thermalRecord } from '../../support/corrected-record';

const words = createWords({ tag: 'en' }, { ...english, ...laterEnglish });
const alignment = { isAligned: false, agreement: 0, scale: 1, rotationDeg: 0, shiftX: 0, shiftY: 0 };
const provenance = { ...thermalRecord.provenance, baselines: [{ id: 'T12', alignment }] };
const compared: InspectionRecord = { ...thermalRecord, assetId: thermalRecord.id, provenance };
const isNormal = corrected(compared, { kind: 'level-changed', level: levelAt(0) });

test('LRN-57 corrections of results with baselines can be learned, and the list says how', () => {
  const unlike = corrected(thermalRecord, { kind: 'level-changed', level: levelAt(0) });
  expect(noteOf(itemOf(unlike))).toBe('');
  expect(noteOf(itemOf(isNormal))).toContain('1 result was judged with the baselines of an asset.');
});

test('LRN-58 a refused picture is proposed as a baseline, unless only a part of it was called normal', () => {
  const item = itemOf(isNormal);
  // Two corrections of one picture.
  expect(adviceFor([item, item])).toMatch(/like pole-12\.jpg: .*Add the normal picture as one more baseline\./);
  const isFaulty = corrected(compared, { kind: 'region-rejected', region: 'pack-2', withoutRegions: levelAt(0) });
  expect(adviceFor([itemOf(isFaulty)])).toContain('Add a picture without faults as one more baseline');
});

function adviceFor(causes: readonly ExampleItem[]): string | undefined {
  const exampleIds = causes.map(({ example }) => example.id);
  const about = { recordId: thermalRecord.id, name: 'pole-12.jpg', exampleId: '', exampleIds };
  return describePreviewFault(words, { kind: 'unknown-scene', ...about }, causes).advice;
}

function itemOf(record: InspectionRecord): ExampleItem {
  const [example] = examplesOf(record);
  const [correction] = record.corrections ?? [];
  if (example === undefined || correction === undefined) throw new Error('the correction can be learned');
  return { example, record, correction };
}

function noteOf(item: ExampleItem): string {
  return renderToStaticMarkup(
    <WordsContext value={words}>
      <WithBaselines waiting={[item]} />
    </WordsContext>,
  );
}
