import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { LeftOut } from '../../../src/features/learn/teach-first';
import { WordsContext } from '../../../src/ui/words-context';
import { english } from '../../../src/words/english';
import { laterEnglish } from '../../../src/words/later-english';
import { createWords } from '../../../src/words/words';

test('LRN-60 corrected pictures that a teaching does not take are counted before it begins', () => {
  expect(noteOf(50)).toBe('');
  expect(noteOf(73)).toContain('23 were left out: a teaching has at most 50.');
});

function noteOf(pictures: number): string {
  return renderToStaticMarkup(
    <WordsContext value={createWords({ tag: 'en' }, { ...english, ...laterEnglish })}>
      <LeftOut pictures={pictures} />
    </WordsContext>,
  );
}
