import { useEffect, useState, useSyncExternalStore, type ReactElement } from 'react';
import { describeStorageFault } from '../../words/fault-text';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { TextField } from '../../ui/text-field';
import { useWords } from '../../ui/words-context';
import { FaultNotice } from '../fault-notice';
import { useServices } from '../use-services';

const mostLetters = 4000;

/** The note of an inspection. It is saved while it is written, and delivered like any change. */
export function NoteField({ id, note }: { readonly id: string; readonly note: string }): ReactElement {
  const words = useWords();
  const { notes } = useServices();
  const state = useSyncExternalStore(notes.subscribe, () => notes.state(id));
  const { text, setText } = useNoteText(id, note);
  useEffect(() => () => void notes.flush(id), [notes, id]);
  const write = (next: string): void => {
    setText(next);
    notes.write(id, next);
  };
  return (
    <Panel title={words.say('result.note')}>
      <TextField
        label={words.say('result.noteLabel')}
        hint={words.say('result.noteHint')}
        value={text}
        onChange={write}
        onBlur={() => void notes.flush(id)}
        maxLength={mostLetters}
        rows={3}
      />
      {state.phase === 'failed' ? (
        <FaultNotice
          fault={describeStorageFault(words, state.fault)}
          actions={<Button onClick={() => void notes.flush(id)}>{words.say('result.saveAgain')}</Button>}
        />
      ) : null}
      <p aria-live="polite" className="small quiet note-state">
        {state.phase === 'saved' ? words.say('result.noteSaved') : ''}
        {state.phase === 'saving' ? words.say('result.noteSaving') : ''}
      </p>
    </Panel>
  );
}

/** The text in the field: a draft that is not saved yet, else the note. A note changed in another tab replaces an unchanged text. */
function useNoteText(id: string, note: string): { readonly text: string; readonly setText: (text: string) => void } {
  const { notes } = useServices();
  const [text, setText] = useState(() => notes.draft(id) ?? note);
  const [known, setKnown] = useState(note);
  if (note !== known) {
    setKnown(note);
    if (text.trim() === known) setText(note);
  }
  return { text, setText };
}
