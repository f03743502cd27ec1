import type { Catalogue } from '../words/catalogue';
import { firstEnglish } from '../words/first-english';
import { createWords, type Words } from '../words/words';

/** The catalogues of other languages by path, each in a separate chunk. There are none yet. */
const otherLanguages = import.meta.glob<Catalogue>('../words/languages/*.json', { import: 'default' });

/** Grows when `loadLaterWords` has ended. */
const english: Partial<Catalogue> = { ...firstEnglish };

/** The words for a user with these languages: those of the first language with a catalogue, else English. */
export async function wordsFor(languages: readonly string[]): Promise<Words> {
  for (const tag of languages) {
    const { language } = new Intl.Locale(tag);
    if (language === 'en') return createWords({ tag }, english);
    const catalogue = await loadCatalogue(language);
    if (catalogue !== undefined) return createWords({ tag }, catalogue);
  }
  return createWords({ tag: 'en' }, english);
}

/** Loads the English texts that the first screen does not need. A screen waits for them as it waits for its code. */
export async function loadLaterWords(): Promise<void> {
  const { laterEnglish } = await import('../words/later-english');
  Object.assign(english, laterEnglish);
}

async function loadCatalogue(language: string): Promise<Catalogue | undefined> {
  try {
    return await otherLanguages[`../words/languages/${language}.json`]?.();
  } catch {
    // Offline and not cached yet: the app starts in the next language of the user.
    return undefined;
  }
}
