import type { ReactElement } from 'react';
import type { CloseLook } from '../../domain/anomaly-teaching';
import type { Teaching } from '../../domain/teaching';
import { ChoiceRow } from '../../ui/choice-row';
import { useWords } from '../../ui/words-context';
import { useServices } from '../use-services';

const looks: readonly CloseLook[] = ['auto', 'off', 2, 3];

/** The choice of the close look. */
export function CloseLookField({ teaching }: { readonly teaching: Teaching }): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const choose = (value: string): void => {
    const look = looks.find((each) => String(each) === value);
    if (look !== undefined) void teachings.setOptions(teaching.id, { closeLook: look });
  };
  return (
    <div className="stack-tight">
      <h3>{words.say('teach.lookTitle')}</h3>
      <ChoiceRow
        label={words.say('teach.lookTitle')}
        choices={looks.map((look) => ({ value: String(look), title: words.say(`teach.look.${look}`) }))}
        value={String(teaching.options.closeLook)}
        onChange={choose}
      />
    </div>
  );
}
