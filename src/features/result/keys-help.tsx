import type { ReactElement, RefObject } from 'react';
import { Button } from '../../ui/button';
import { useWords } from '../../ui/words-context';

const lines = [
  'previousNext',
  'confirm',
  'severity',
  'nextRegion',
  'reject',
  'add',
  'move',
  'undo',
  'zoom',
  'map',
] as const;

/** The keys of the result screen. Opened by `?` and by a button. */
export function KeysHelp({ dialog }: { readonly dialog: RefObject<HTMLDialogElement | null> }): ReactElement {
  const words = useWords();
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="keys-help-title">
      <h2 id="keys-help-title">{words.say('correction.keysTitle')}</h2>
      <dl className="keys-help">
        {lines.map((line) => (
          <div key={line}>
            <dt>{words.say(`correction.keys.${line}`)}</dt>
            <dd>{words.say(`correction.keyDoes.${line}`)}</dd>
          </div>
        ))}
      </dl>
      <div className="dialog-actions">
        <Button onClick={() => dialog.current?.close()}>{words.say('correction.close')}</Button>
      </div>
    </dialog>
  );
}
