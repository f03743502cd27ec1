import { useState, type ReactElement, type ReactNode } from 'react';
import type { Result } from '../domain/result';
import type { TextFault } from '../domain/typed-texts';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { useWords } from '../ui/words-context';
import { badFieldText } from '../words/asset-text';

/** A form of an asset or a job. Its texts are read when it is saved; the first that is not understood is named. */
export function TypedForm<Draft>(props: {
  readonly read: (texts: Readonly<Record<string, string>>) => Result<Draft, TextFault>;
  readonly titleOf: (field: string) => string;
  readonly isSaving: boolean;
  readonly onSave: (draft: Draft) => void;
  readonly onCancel: () => void;
  /** `bad`: the field that was not understood. */
  readonly children: (bad: string | undefined) => ReactNode;
}): ReactElement {
  const words = useWords();
  const [fault, setFault] = useState<TextFault>();
  const save = (form: HTMLFormElement): void => {
    const read = props.read(formTexts(form));
    setFault(read.ok ? undefined : read.fault);
    if (read.ok) props.onSave(read.value);
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save(event.currentTarget);
      }}
    >
      {props.children(fault?.field)}
      {fault === undefined ? null : (
        <Notice tone="bad" role="alert" title={badFieldText(words, fault, props.titleOf(fault.field))} />
      )}
      <div className="form-actions">
        <Button look="primary" type="submit" disabled={props.isSaving}>
          {words.say('assets.save')}
        </Button>
        <Button onClick={props.onCancel}>{words.say('assets.cancel')}</Button>
      </div>
    </form>
  );
}

/** The texts of a form by the names of its fields. A chosen file is no text. */
export function formTexts(form: HTMLFormElement): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') texts[name] = value;
  return texts;
}
