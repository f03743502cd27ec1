import { useState, type ReactElement } from 'react';
import type { StorageFault } from '../../domain/record';
import type { ReportEntry } from '../../words/report-document';
import { describeStorageFault } from '../../words/fault-text';
import { ShownEntry } from '../../ui/report/report-sheet';
import { TextField } from '../../ui/text-field';
import { useWords } from '../../ui/words-context';
import { FaultNotice } from '../fault-notice';
import { useServices } from '../use-services';
import { useAutosave } from './use-autosave';

const mostLetters = 4000;

/** A text of a finding: a field on the screen, plain text in print. It is saved in the record while it is written. */
export function EntryField({ entry }: { readonly entry: ReportEntry }): ReactElement {
  const words = useWords();
  const { inspections } = useServices();
  const [fault, setFault] = useState<StorageFault>();
  const { text, write, flush } = useAutosave(entry.value, (value) => {
    const trimmed = value.trim();
    void inspections.edit(entry.recordId, { [entry.field]: trimmed === '' ? null : trimmed }).then((saved) => {
      setFault(saved.ok ? undefined : saved.fault);
    });
  });
  return (
    <div className="report-entry-field">
      <div className="not-printed">
        <TextField
          label={entry.label}
          {...(entry.suggestion !== '' && { hint: words.say('report.otherwise', { text: entry.suggestion }) })}
          value={text}
          onChange={write}
          onBlur={flush}
          maxLength={mostLetters}
          rows={2}
        />
        {fault === undefined ? null : <FaultNotice fault={describeStorageFault(words, fault)} />}
      </div>
      <div className="only-printed">
        <ShownEntry entry={{ ...entry, value: text }} />
      </div>
    </div>
  );
}
