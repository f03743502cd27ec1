import { nodeEnglish } from '../src/words/node-english';
import { createWords } from '../src/words/words';

/** The server answers in English: its clients are programs, and the administration commands its operator. */
export const words = createWords({ tag: 'en' }, nodeEnglish);
