import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { examplesOf } from '../../../src/domain/example';
import type { InspectionRecord } from '../../../src/domain/record';
import { WithBaselines } from '../../../src/features/learn/collect-examples';
import { WordsContext } from '../../../src/ui/words-context';
import { english } from '../../../src/words/english';
import { laterEnglish } from '../../../src/words/later-english';
import { createWords } from '../../../src/words/words';
import { corrected, levelAt, thermalRecord } from '../../support/corrected-record';

test('LRN-57 corrections of results with baselines can be learned, and the list says how', () => {
  const alignment = { isAligned: false, agreement: 0, scale: 1, rotationDeg: 0, shiftX: 0, shiftY: 0 };
  const baselines = [{ id: 'T12', alignment }];
  const compared = { ...thermalRecord, provenance: { ...thermalRecord.provenance, baselines } };
  expect(noteOf(thermalRecord)).toBe('');
  expect(noteOf(compared)).toContain('1 result was judged with the baselines of an asset.');
});

function noteOf(record: InspectionRecord): string {
  const normal = corrected(record, { kind: 'level-changed', level: levelAt(0) });
  const [example] = examplesOf(normal);
  const [correction] = normal.corrections ?? [];
  if (example === undefined || correction === undefined) throw new Error('the correction can be learned');
  return renderToStaticMarkup(
    <WordsContext value={createWords({ tag: 'en' }, { ...english, ...laterEnglish })}>
      <WithBaselines waiting={[{ example, record: normal, correction }]} />
    </WordsContext>,
  );
}
