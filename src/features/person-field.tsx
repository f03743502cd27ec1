import { useState, type ReactElement } from 'react';
import { TextField } from '../ui/text-field';
import { useWords } from '../ui/words-context';
import { usePreferences } from './use-preferences';

const mostLetters = 100;

/** The name that is stored with corrections. It is taken over when the field is left. */
export function PersonField(): ReactElement {
  const words = useWords();
  const [{ person = '' }, change] = usePreferences();
  const [name, setName] = useState(person);
  return (
    <TextField
      label={words.say('correction.person')}
      hint={words.say('correction.personHint')}
      value={name}
      onChange={setName}
      onBlur={() => change({ person: name.trim() })}
      maxLength={mostLetters}
    />
  );
}
