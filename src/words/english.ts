/** The English catalogue. It is complete and defines the keys and arguments of every other language. */
import { firstEnglish } from './first-english';
import { laterEnglish } from './later-english';

export const english = { ...firstEnglish, ...laterEnglish } as const;
