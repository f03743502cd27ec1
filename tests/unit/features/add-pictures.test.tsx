import { readFileSync } from 'node:fs';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Router } from 'wouter';
import type { PackSource } from '../../../src/domain/pack';
import { parsePackText } from '../../../src/domain/parse-pack';
import { AddPictures } from '../../../src/features/inspect/add-pictures';
import { WordsContext } from '../../../src/ui/words-context';
import { english } from '../../../src/words/english';
import { createWords } from '../../../src/words/words';

/** The titles of the buttons in their order, each with whether it is the primary one. */
function buttonsFor(packSource: PackSource): readonly string[] {
  const html = renderToStaticMarkup(
    <WordsContext value={createWords({ tag: 'en' }, english)}>
      <Router ssrPath="/">
        <AddPictures packSource={packSource} isDisabled={false} onPictures={() => undefined} />
      </Router>
    </WordsContext>,
  );
  const buttons = html.matchAll(/class="button button-(\w+)[^>]*>.*?<span>([^<]+)<\/span>/g);
  return Array.from(buttons, ([, look, title]) => `${title} (${look})`);
}

test('SCR-18 the primary action takes a photo, or chooses pictures where another camera takes them', () => {
  expect(buttonsFor('camera')).toEqual(['Take photo (primary)', 'Choose pictures (plain)']);
  expect(buttonsFor('files')).toEqual(['Choose pictures (primary)']);
});

test('SCR-18 the shipped thermal pack takes files and the rubber pack the camera', () => {
  const sourceOf = (id: string): PackSource | undefined => {
    const parsed = parsePackText(readFileSync(`models/${id}/pack.json`, 'utf8'));
    if (!parsed.ok) throw new Error(`${id} does not parse`);
    return parsed.value.source;
  };
  expect(sourceOf('transformer-thermal')).toBe('files');
  expect(sourceOf('rubber-sheet') ?? 'camera').toBe('camera');
});
