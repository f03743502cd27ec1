import { useState, type ReactElement } from 'react';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { TextField } from '../../ui/text-field';
import { FaultNotice } from '../fault-notice';
import { describeStorageFault } from '../../words/fault-text';
import { useEditNote } from './use-edit-note';
import { useWords } from '../../ui/words-context';

const mostLetters = 4000;

/** The note of an inspection: saved, and delivered like any change, when the user submits it. */
export function NoteForm({ id, note }: { readonly id: string; readonly note: string }): ReactElement {
  const words = useWords();
  const [text, setText] = useState(note);
  const { edited, isPending, fault, save } = useEditNote(id);
  const isChanged = text.trim() !== note;
  return (
    <Panel title={words.say('result.note')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save(text.trim());
        }}
      >
        <TextField
          label={words.say('result.noteLabel')}
          value={text}
          onChange={setText}
          maxLength={mostLetters}
          rows={3}
        />
        {fault === undefined ? null : <FaultNotice fault={describeStorageFault(words, fault)} />}
        <div className="row">
          <Button type="submit" disabled={!isChanged || isPending}>
            {words.say('result.saveNote')}
          </Button>
          <p aria-live="polite" className="quiet">
            {edited && !isChanged ? words.say('result.noteSaved') : ''}
          </p>
        </div>
      </form>
    </Panel>
  );
}
