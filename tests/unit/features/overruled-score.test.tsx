import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { AnomalyVerdict } from '../../../src/domain/inspection';
import { AnomalyAnswer } from '../../../src/features/result/anomaly-panel';
import { WordsContext } from '../../../src/ui/words-context';
import { english } from '../../../src/words/english';
import { laterEnglish } from '../../../src/words/later-english';
import { createWords } from '../../../src/words/words';

const verdict: AnomalyVerdict = {
  ...{ rawScore: 2, threshold: 1, score: 0.96, isAnomalous: true, boxes: [] },
  ...{ level: 'critical', levelTitle: 'Critical', action: 'critical' },
};

function answerOf(anomaly: AnomalyVerdict): string {
  const html = renderToStaticMarkup(
    <WordsContext value={createWords({ tag: 'en' }, { ...english, ...laterEnglish })}>
      <AnomalyAnswer anomaly={anomaly} />
    </WordsContext>,
  );
  return html.replaceAll(/<[^>]+>/g, '|');
}

test('COR-25 a score that a person overruled is named as the score of the pack', () => {
  expect(answerOf(verdict)).toMatch(/Anomaly score \|96\|.*Above the threshold\|/);
  const normal = { ...verdict, isAnomalous: false, level: 'normal', levelTitle: 'Normal', action: 'pass' };
  expect(answerOf(normal)).toMatch(/The pack’s score was \|96\|.*Above the threshold. A person decided otherwise/);
  expect(answerOf({ ...verdict, score: 0.2 })).toMatch(/The pack’s score was \|20\|.*Below the threshold. A person/);
});
