import { useCallback, useState, type ReactElement, type ReactNode } from 'react';
import type { TaughtRole } from '../../domain/anomaly-teaching';
import { countLabel, mostTeachPictures, type Teaching, type TeachPicture } from '../../domain/teaching';
import type { NewPicture } from '../../services/inspect-queue-state';
import { Button } from '../../ui/button';
import { ChoiceRow } from '../../ui/choice-row';
import { EmptyState } from '../../ui/empty-state';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { usePictureHandler } from '../picture-handler';
import { AddOutcome, useAddToTeaching } from './add-outcome';
import { CloseLookField } from './close-look-field';
import { CollectPage, NameField, StartBar } from './collect-page';
import { HistoryPictures } from './history-pictures';
import { LearnAgainHint } from './learn-again';
import { describePromise } from './promise-text';
import { TeachPictureGrid } from './teach-picture-grid';
import { useUnusable, withUnusable } from './unusable';
import type { StoredTeaching } from './use-teaching';

const roles: readonly TaughtRole[] = ['normal', 'faulty'];

/** The pictures of a teaching, the ways to add more, and the button that teaches. */
export function CollectPanel(props: { readonly stored: StoredTeaching; readonly chooser: ReactNode }): ReactElement {
  const words = useWords();
  const { teaching, pictures } = props.stored;
  const unusable = useUnusable(teaching.id);
  const count = countLabel(
    pictures.filter(({ order }) => !unusable.has(order)),
    'normal',
  );
  return (
    <CollectPage
      stored={props.stored}
      lead={words.say('teach.collectLead', { pack: teaching.base.title, limit: mostTeachPictures })}
      side={
        <>
          <AddPanel teaching={teaching} chooser={props.chooser} />
          <Panel>
            <NameField key={teaching.id} teaching={teaching} />
            <CloseLookField teaching={teaching} />
          </Panel>
        </>
      }
    >
      <Collected stored={props.stored} unusable={unusable} />
      <LearnAgainHint packId={teaching.packId} />
      <StartBar
        teaching={teaching}
        note={withUnusable(words, unusable, count === 0 ? words.say('teach.missing') : describePromise(words, count))}
        isReady={count > 0}
      />
    </CollectPage>
  );
}

/** The good pictures, then the faulty ones. */
function Collected(props: { readonly stored: StoredTeaching; readonly unusable: ReadonlySet<number> }): ReactElement {
  const words = useWords();
  const { pictures } = props.stored;
  const countOf = (shown: readonly TeachPicture[]): number =>
    shown.filter(({ order }) => !props.unusable.has(order)).length;
  const normal = pictures.filter(({ label }) => label === 'normal');
  const faulty = pictures.filter(({ label }) => label === 'faulty');
  return (
    <>
      {pictures.length === 0 ? (
        <EmptyState icon="pictures" title={words.say('teach.noneTitle')}>
          {words.say('teach.none')}
        </EmptyState>
      ) : null}
      {normal.length === 0 ? null : (
        <TeachPictureGrid title={words.say('teach.goodTitle', { count: countOf(normal) })} pictures={normal} />
      )}
      {faulty.length === 0 ? null : (
        <TeachPictureGrid title={words.say('teach.faultyTitle', { count: countOf(faulty) })} pictures={faulty} />
      )}
    </>
  );
}

function AddPanel({ teaching, chooser }: { readonly teaching: Teaching; readonly chooser: ReactNode }): ReactElement {
  const words = useWords();
  const [role, setRole] = useState<TaughtRole>('normal');
  const [isFromHistory, setFromHistory] = useState(false);
  const { add, outcome } = useAddToTeaching(teaching.id);
  const addOfRole = useCallback(
    (pictures: readonly NewPicture[]) => add(pictures.map((picture) => ({ ...picture, label: role }))),
    [add, role],
  );
  usePictureHandler(useCallback((pictures) => void addOfRole(pictures), [addOfRole]));
  return (
    <Panel title={words.say('teach.addTitle')}>
      <ChoiceRow
        label={words.say('teach.addOf')}
        isCompact
        choices={roles.map((value) => ({ value, title: words.say(`teach.role.${value}`) }))}
        value={role}
        onChange={setRole}
      />
      <p className="small quiet">{words.say(`teach.roleWhy.${role}`)}</p>
      {chooser}
      <div className="row">
        <Button look="quiet" onClick={() => setFromHistory(true)}>
          {words.say('teach.fromHistory')}
        </Button>
      </div>
      <AddOutcome teaching={teaching} outcome={outcome} />
      {isFromHistory ? <HistoryPictures onAdd={addOfRole} onClose={() => setFromHistory(false)} /> : null}
    </Panel>
  );
}
