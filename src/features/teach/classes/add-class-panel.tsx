import { useCallback, useState, type ReactElement, type ReactNode } from 'react';
import { mostPicturesOf, noClass, type Teaching } from '../../../domain/teaching';
import type { NewPicture } from '../../../services/inspect-queue-state';
import type { NewLesson } from '../../../services/add-lessons';
import { Button } from '../../../ui/button';
import { ChoiceRow } from '../../../ui/choice-row';
import { Panel } from '../../../ui/panel';
import { ProgressBar } from '../../../ui/progress-bar';
import { TextField } from '../../../ui/text-field';
import { useWords } from '../../../ui/words-context';
import { usePictureClaim } from '../../picture-claim';
import { useServices } from '../../use-services';
import { OutcomeNotice, type Outcome } from '../collect-panel';
import { useTeachingState } from '../use-teaching';
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
  const { teachings } = useServices();
  const { adding } = useTeachingState();
  const [chosen, setChosen] = useState(noClass);
  const [outcome, setOutcome] = useState<Outcome>();
  const [isFromHistory, setFromHistory] = useState(false);
  const label = classes.includes(chosen) ? chosen : noClass;
  const addLessons = useCallback(
    async (lessons: readonly NewLesson[]): Promise<void> => {
      if (lessons.length === 0) return;
      const added = await teachings.add(teaching.id, lessons);
      setOutcome(added.ok ? { kind: 'added', added: added.value } : { kind: 'fault', fault: added.fault });
    },
    [teachings, teaching.id],
  );
  const add = useCallback(
    (pictures: readonly NewPicture[]): void => void addLessons(labelled(pictures, label)),
    [addLessons, label],
  );
  usePictureClaim(add);
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
      {adding?.id === teaching.id ? (
        <ProgressBar
          label={words.say('teach.addTitle')}
          share={adding.done / Math.max(1, adding.total)}
          words={words.say('teach.adding', { done: adding.done, total: adding.total })}
        />
      ) : (
        <OutcomeNotice outcome={outcome} limit={mostPicturesOf(teaching)} />
      )}
      {isFromHistory ? <GradedHistory onAdd={addLessons} onClose={() => setFromHistory(false)} /> : null}
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
