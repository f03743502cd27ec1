/** A language made from English for tests: every letter accented, every text 40 % longer, placeholders unchanged. */
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';

/** Texts by area and key, as in `src/words`. */
export type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

const plain = 'aceiklnorsuwyzACEIKLNORSUWYZbdfghjmpqtvxBDFGHJMPQTVX';
const accented = 'áćéíķļńóŕśúŵýźÁĆÉÍĶĻŃÓŔŚÚŴÝŹƀďƒğĥĵɱƥɋťṽẋƁĎƑĞĤĴṀƤɊŤṼẊ';
const lengthening = 0.4;

/** The pseudo-language version of `texts`. */
export function toPseudoLanguage(texts: Texts): Texts {
  return mapTexts(texts, (text) => toPseudoText(parse(text, { ignoreTag: true })));
}

/** How the catalogue `other` differs from `source` in keys and placeholders; empty where they fit together. */
export function compareCatalogues(source: Texts, other: Texts): readonly string[] {
  const wanted = placeholdersByKey(source);
  const found = placeholdersByKey(other);
  return [
    ...[...wanted].flatMap(([key, placeholders]) => differenceAt(key, placeholders, found.get(key))),
    ...[...found.keys()].filter((key) => !wanted.has(key)).map((key) => `${key} does not exist in the source`),
  ];
}

function differenceAt(key: string, wanted: string, found: string | undefined): readonly string[] {
  if (found === undefined) return [`${key} is missing`];
  return found === wanted ? [] : [`${key} has the placeholders ${found} instead of ${wanted}`];
}

function placeholdersByKey(texts: Texts): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([area, entries]) =>
      Object.entries(entries).map(([key, text]) => [`${area}.${key}`, placeholdersOf(text)] as const),
    ),
  );
}

function placeholdersOf(text: string): string {
  const found = new Set<string>();
  collect(parse(text, { ignoreTag: true }), found);
  return `{${[...found].sort().join(', ')}}`;
}

function collect(elements: readonly MessageFormatElement[], found: Set<string>): void {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    found.add(`${element.value}: ${TYPE[element.type]}`);
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      Object.values(element.options).forEach((option) => collect(option.value, found));
    }
  }
}

function mapTexts(texts: Texts, change: (text: string) => string): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([area, entries]) => [
      area,
      Object.fromEntries(Object.entries(entries).map(([key, text]) => [key, change(text)])),
    ]),
  );
}

function toPseudoText(elements: readonly MessageFormatElement[]): string {
  return elements.map(toPseudoElement).join('');
}

function toPseudoElement(element: MessageFormatElement): string {
  switch (element.type) {
    case TYPE.literal:
      return accentText(element.value);
    case TYPE.pound:
      return '#';
    case TYPE.argument:
      return `{${element.value}}`;
    case TYPE.number:
      return `{${element.value}, number}`;
    case TYPE.plural:
    case TYPE.select: {
      const options = Object.entries(element.options).map(([name, { value }]) => `${name} {${toPseudoText(value)}}`);
      return `{${element.value}, ${TYPE[element.type]}, ${options.join(' ')}}`;
    }
    default:
      throw new Error(`The pseudo-language does not support ${TYPE[element.type]}`);
  }
}

/** `<b>` marks emphasis and stays. */
function accentText(text: string): string {
  const letters = text
    .split(/(<\/?b>)/)
    .map((part) => (/^<\/?b>$/.test(part) ? part : part.replace(/[a-zA-Z]/g, accentLetter)))
    .join('');
  const wordCount = text.trim() === '' ? 0 : Math.ceil((text.length * lengthening) / 6);
  return letters + ' ļóńĝé'.repeat(wordCount);
}

function accentLetter(letter: string): string {
  return accented.charAt(plain.indexOf(letter));
}
