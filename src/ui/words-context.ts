import { createContext, use } from 'react';
import type { Words } from '../words/words';

/** The words of the language that the screens are drawn in. The app and the office each provide theirs. */
export const WordsContext = createContext<Words | undefined>(undefined);

/** The words of the nearest `WordsContext`. */
export function useWords(): Words {
  const words = use(WordsContext);
  if (words === undefined) throw new Error('No WordsContext above this component');
  return words;
}
