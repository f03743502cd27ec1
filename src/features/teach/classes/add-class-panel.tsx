import { useCallback, useState, type ReactElement, type ReactNode } from 'react';
import { noClass, type Teaching } from '../../../domain/teaching';
import type { NewPicture } from '../../../services/inspect-queue-state';
import { Button } from '../../../ui/button';
import { ChoiceRow } from '../../../ui/choice-row';
import { Panel } from '../../../ui/panel';
import { TextField } from '../../../ui/text-field';
import { useWords } from '../../../ui/words-context';
import { usePictureHandler } from '../../picture-handler';
import { useServices } from '../../use-services';
import { AddOutcome, useAddToTeaching } from '../add-outcome';
import { classNameLimit, labelled } from './class-names';
import { GradedHistory } from './graded-history';

/** Which class the next pictures show, and the ways to add them. */
export function AddClassPanel(props: {
  readonly teaching: Teaching;
  readonly classes: readonly string[];
  readonly chooser: ReactNode;
}): ReactElement {
  const words = useWords();
  const { teaching, classes } = props;
  const [chosen, setChosen] = useState(noClass);
  const [isFromHistory, setFromHistory] = useState(false);
  const { add, outcome } = useAddToTeaching(teaching.id);
  const label = classes.includes(chosen) ? chosen : noClass;
  usePictureHandler(
    useCallback((pictures: readonly NewPicture[]) => void add(labelled(pictures, label)), [add, label]),
  );
  return (
    <Panel title={words.say('teach.addTitle')}>
      <h3>{words.say('classes.addTo')}</h3>
      <ChoiceRow
        label={words.say('classes.addTo')}
        choices={[
          ...classes.map((name) => ({ value: name, title: name })),
          { value: noClass, title: words.say('classes.none') },
        ]}
        value={label}
        onChange={setChosen}
      />
      <NewClass teachingId={teaching.id} onAdded={setChosen} />
      {props.chooser}
      <p className="small quiet">{words.say('classes.folders')}</p>
      <div className="row">
        <Button look="quiet" onClick={() => setFromHistory(true)}>
          {words.say('classes.fromHistory')}
        </Button>
      </div>
      <AddOutcome teaching={teaching} outcome={outcome} />
      {isFromHistory ? <GradedHistory onAdd={add} onClose={() => setFromHistory(false)} /> : null}
    </Panel>
  );
}

/** A class that is added is the one that the next pictures show. */
function NewClass(props: { readonly teachingId: string; readonly onAdded: (name: string) => void }): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const [name, setName] = useState('');
  const add = async (): Promise<void> => {
    const trimmed = name.trim();
    if (trimmed === '') return;
    const added = await teachings.addClass(props.teachingId, trimmed);
    if (!added.ok) return;
    setName('');
    props.onAdded(trimmed);
  };
  return (
    <form
      className="class-new"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <TextField
        label={words.say('classes.newClass')}
        hint={words.say('classes.newClassHint')}
        value={name}
        maxLength={classNameLimit}
        onChange={setName}
      />
      <Button type="submit" icon="plus" disabled={name.trim() === ''}>
        {words.say('classes.addClass')}
      </Button>
    </form>
  );
}
