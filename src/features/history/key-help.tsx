import type { ReactElement } from 'react';
import { CheckField } from '../../ui/form-field';
import { ModalDialog } from '../../ui/modal-dialog';
import { useWords } from '../../ui/words-context';
import { usePreferences } from '../use-preferences';
import { keyHelp } from './history-keys';

/** Every key of the history, and the switch for single keys. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }): ReactElement {
  const words = useWords();
  const [preferences, change] = usePreferences();
  return (
    <ModalDialog title={words.say('history.keys')} close={words.say('history.close')} onClose={onClose}>
      <dl className="key-help">
        {keyHelp.map(({ keys, text }) => (
          <div key={text}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{words.say(text)}</dd>
          </div>
        ))}
      </dl>
      <CheckField
        label={words.say('history.keysOn')}
        checked={preferences.singleKeys !== 'off'}
        onChange={(event) => change({ singleKeys: event.currentTarget.checked ? 'on' : 'off' })}
      />
      <p className="small quiet">{words.say('history.keysNote')}</p>
    </ModalDialog>
  );
}
