import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Catalogue } from '../../../src/words/catalogue';
import { english } from '../../../src/words/english';
import { nodeEnglish } from '../../../src/words/node-english';
import { createWords } from '../../../src/words/words';
import { compareCatalogues, toPseudoLanguage, type Texts } from '../../support/pseudo-language';

const root = join(import.meta.dirname, '../../..');

describe('other languages', () => {
  test.each(filesIn('src/words/languages', /\.json$/))('SCR-41 %s fits the English catalogue', (file) => {
    const catalogue = JSON.parse(readFileSync(file, 'utf8')) as Texts;
    expect(compareCatalogues(english, catalogue)).toEqual([]);
  });

  test('SCR-41 a missing key, an unknown key and another placeholder are reported', () => {
    const source = { area: { count: '{count, number} done', name: 'Remove {pack}?', gone: 'Gone' } };
    const other = { area: { count: '{count} fertig', name: '{paket} entfernen?', new: 'Neu' } };
    expect(compareCatalogues(source, other)).toEqual([
      'area.count has the placeholders {count: argument} instead of {count: number}',
      'area.name has the placeholders {paket: argument} instead of {pack: argument}',
      'area.gone is missing',
      'area.new does not exist in the source',
    ]);
  });

  test('SCR-41 the pseudo-language fits and formats plurals', () => {
    const pseudo = toPseudoLanguage(english);
    expect(compareCatalogues(english, pseudo)).toEqual([]);
    const words = createWords({ tag: 'de' }, pseudo as Catalogue);
    expect(words.say('history.count', { count: 1200 })).toMatch(/^1\.200 íńśƥéćťíóńś óń ťĥíś ďéṽíćé/);
  });
});

describe('the English catalogue', () => {
  /** Source of app, command line, server and build, without the catalogue. */
  const source = ['src', 'cli', 'server', 'scripts']
    .flatMap((folder) => filesIn(folder, /\.tsx?$/))
    .filter((file) => !file.includes('/words/en/'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');

  test('SCR-40 every text is used', () => {
    const unused = keysOf(nodeEnglish).filter((key) => !isUsed(key));
    expect(unused).toEqual([]);
  });

  /** Literally, or by a template with a computed part: `result.view.${view}`. */
  function isUsed(key: string): boolean {
    if (source.includes(`'${key}'`)) return true;
    const parts = key.split('.');
    return parts.slice(1).some((_, at) => {
      const before = parts.slice(0, at + 1).join('.');
      const after = parts.slice(at + 2);
      const rest = after.length === 0 ? '`' : `.${after.join('.')}\``;
      return new RegExp(`\`${escapeRegExp(before)}\\.\\$\\{[^\`]*\\}${escapeRegExp(rest)}`).test(source);
    });
  }
});

function keysOf(texts: Texts): readonly string[] {
  return Object.entries(texts).flatMap(([area, entries]) => Object.keys(entries).map((key) => `${area}.${key}`));
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function filesIn(folder: string, name: RegExp): readonly string[] {
  try {
    const found = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
    return found.filter((file) => name.test(file)).map((file) => join(root, folder, file));
  } catch {
    // The folder of other languages does not exist while there is none.
    return [];
  }
}
