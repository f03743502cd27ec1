import { parseHTML } from 'linkedom';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ClassTrainReport } from '../../../../src/domain/teach-report';
import { ClassLearningPanel } from '../../../../src/features/teach/classes/class-charts';
import { WordsContext } from '../../../../src/ui/words-context';
import { english } from '../../../../src/words/english';
import { laterEnglish } from '../../../../src/words/later-english';
import { createWords } from '../../../../src/words/words';

// The chart draws into a document.
beforeAll(() => void vi.stubGlobal('document', parseHTML('<html><body></body></html>').document));
afterAll(() => void vi.unstubAllGlobals());

/** Class `a` is found least; more of `b` would help most, because pictures of `a` are taken for it. */
function reportOf(pictures: number): ClassTrainReport {
  const result = (label: string, recall: number) => ({ label, pictures, precision: 1, recall, f1: 1 });
  const point = (share: number, recalls: readonly number[]) => ({
    pictures: 2 * pictures * share,
    accuracy: 0.9,
    classes: recalls.map((recall) => ({ pictures: pictures * share, recall })),
  });
  return {
    ...{ kind: 'classes', seed: 1, head: 'lda', accuracy: 0.9, confusion: [], calibration: [], curve: [], heads: [] },
    classes: [result('a', 0.8), result('b', 1)],
    learning: [point(0.5, [0.7, 1]), point(1, [0.8, 1])],
    helpsMost: 'b',
    misclassified: [],
  };
}

function panelOf(pictures: number): string {
  const html = renderToStaticMarkup(
    <WordsContext value={createWords({ tag: 'en' }, { ...english, ...laterEnglish })}>
      <ClassLearningPanel report={reportOf(pictures)} />
    </WordsContext>,
  );
  return html.replaceAll(/<[^>]+>/g, '|');
}

test('TCH-76 the curve of the class of which more would help most comes first, and the text says why', () => {
  expect(panelOf(40)).toMatch(/b comes first: ten more of it would help most.*\|b\|[\s\S]*\|a\|/);
  expect(panelOf(8)).toMatch(/With so few pictures.*ten more of b would help most/);
});
