import type { ReactElement } from 'react';
import { useWords } from '../ui/words-context';
import { AbsentPage } from './absent-page';

/** A pack that is not among those of the user. */
export function AbsentOwnPack(): ReactElement {
  const words = useWords();
  return (
    <AbsentPage
      absence={words.say('library.absentTitle')}
      reason={words.say('library.absent')}
      way={{ href: '/packs', words: words.say('library.toLibrary') }}
    />
  );
}
