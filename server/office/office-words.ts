import { nodeEnglish } from '../../src/words/node-english';
import { createWords, type NodeWords, type Words } from '../../src/words/words';

/** The words of the office's pages, with times in `timeZone`. */
export function officeWords(timeZone: string): NodeWords {
  return createWords({ tag: 'en-GB', timeZone }, nodeEnglish);
}

/** The same language with times in UTC: for calendar days, and for readings of a device's clock. */
export function inUtc({ locale }: Words): NodeWords {
  return createWords({ ...locale, timeZone: 'UTC' }, nodeEnglish);
}
