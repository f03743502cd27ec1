import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ToneIcon } from '../../../src/ui/tone-icon';
import { summariseVerdict } from '../../../src/words/verdict-text';
import { english } from '../../../src/words/english';
import { createWords } from '../../../src/words/words';

const words = createWords({ tag: 'en' }, english);

test('SCR-61 a class has no sign, a normal picture has that of health', () => {
  const scratch = { title: 'scratch', confidence: 0.9 };
  const healthy = { score: 0.2, isAnomalous: false, level: 'normal', levelTitle: 'Normal', action: 'pass' };
  const signOf = (verdict: Parameters<typeof summariseVerdict>[1]): string =>
    renderToStaticMarkup(<ToneIcon tone={summariseVerdict(words, verdict).tone} size={16} />);
  expect(signOf({ grade: scratch })).toBe('');
  expect(signOf({ anomaly: healthy })).toContain('<svg');
});
