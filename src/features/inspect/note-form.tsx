import { useState, type ReactElement } from 'react';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { TextField } from '../../ui/text-field';
import { FaultNotice } from '../fault-notice';
import { describeStorageFault } from '../fault-words';
import { useEditNote } from './use-edit-note';
import { resultWords as words } from './result-words';

const mostLetters = 4000;

/** What a person writes about an inspection; kept, and sent, when asked. */
export function NoteForm({ id, note }: { readonly id: string; readonly note: string }): ReactElement {
  const [text, setText] = useState(note);
  const { edited, fault, save } = useEditNote(id);
  const isChanged = text.trim() !== note;
  return (
    <Panel title={words.note}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save(text.trim());
        }}
      >
        <TextField label={words.noteLabel} value={text} onChange={setText} maxLength={mostLetters} rows={3} />
        {fault === undefined ? null : <FaultNotice fault={describeStorageFault(fault)} />}
        <div className="row">
          <Button type="submit" disabled={!isChanged}>
            {words.saveNote}
          </Button>
          <p aria-live="polite" className="quiet">
            {edited && !isChanged ? words.noteSaved : ''}
          </p>
        </div>
      </form>
    </Panel>
  );
}
