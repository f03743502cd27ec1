/** Vite plugin: parses the messages while building, so that the app does not ship the ICU parser (ADR 6). */
import { parse, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import type { Plugin } from 'vite';
import { firstEnglish } from '../../src/words/first-english';
import { laterEnglish } from '../../src/words/later-english';

type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;
type CompiledTexts = Readonly<Record<string, Readonly<Record<string, string | readonly MessageFormatElement[]>>>>;

/** Replaces the English catalogue and the JSON files of other languages by their parsed form. Development parses at runtime. */
export function compileMessages(): Plugin {
  return {
    name: 'fieldgrade:compile-messages',
    apply: 'build',
    enforce: 'pre',
    config: () => ({
      resolve: {
        alias: [
          {
            find: /^@formatjs\/icu-messageformat-parser$/,
            replacement: '@formatjs/icu-messageformat-parser/no-parser.js',
          },
        ],
      },
    }),
    load: (id) => {
      if (id.endsWith('/src/words/first-english.ts')) return moduleOf('firstEnglish', firstEnglish);
      if (id.endsWith('/src/words/later-english.ts')) return moduleOf('laterEnglish', laterEnglish);
      return undefined;
    },
    transform: (code, id) =>
      /\/src\/words\/languages\/[^/]+\.json$/.test(id)
        ? JSON.stringify(compileCatalogue(JSON.parse(code) as Texts))
        : undefined,
  };
}

function moduleOf(name: string, texts: Texts): string {
  return `export const ${name} = ${JSON.stringify(compileCatalogue(texts))};`;
}

/** Parses every message that has placeholders. `IntlMessageFormat` accepts both forms. */
export function compileCatalogue(texts: Texts): CompiledTexts {
  return Object.fromEntries(
    Object.entries(texts).map(([area, entries]) => [
      area,
      Object.fromEntries(Object.entries(entries).map(([key, text]) => [key, compileMessage(text)])),
    ]),
  );
}

function compileMessage(text: string): string | readonly MessageFormatElement[] {
  return text.includes('{') ? parse(text, { ignoreTag: true, captureLocation: false }) : text;
}
