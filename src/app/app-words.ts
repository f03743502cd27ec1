import { english } from '../words/english';
import { createWords, type Words } from '../words/words';

/** The words for a user with these languages. Dates and numbers follow the region of the first one that is English. */
export function wordsFor(languages: readonly string[]): Words {
  const tag = languages.find((language) => new Intl.Locale(language).language === 'en') ?? 'en';
  return createWords({ tag }, english);
}
