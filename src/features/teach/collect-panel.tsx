import { useCallback, useState, type ReactElement, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { TaughtRole } from '../../domain/anomaly-teaching';
import { isFileFault } from '../../domain/file-fault';
import type { StorageFault } from '../../domain/record';
import { countLabel, mostTeachPictures, type Teaching } from '../../domain/teaching';
import type { AddedLessons, NewLesson } from '../../services/add-lessons';
import type { NewPicture } from '../../services/inspect-queue-state';
import { Button } from '../../ui/button';
import { ChoiceRow } from '../../ui/choice-row';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { EmptyState } from '../../ui/empty-state';
import { Notice } from '../../ui/notice';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { ProgressBar } from '../../ui/progress-bar';
import { TextField } from '../../ui/text-field';
import { useWords } from '../../ui/words-context';
import { describeFileFault, describePictureFault, describeStorageFault } from '../../words/fault-text';
import { FaultNotice } from '../fault-notice';
import { usePictureClaim } from '../picture-claim';
import { useServices } from '../use-services';
import { describeAdded } from './added-text';
import { CloseLookField } from './close-look-field';
import { HistoryLessons } from './history-lessons';
import { LearnAgainHint } from './learn-again';
import { LessonGrid } from './lesson-grid';
import { describeTeachFault } from './teach-fault-text';
import { describePromise } from './promise-text';
import { useTeachingState, type StoredTeaching } from './use-teaching';

const roles: readonly TaughtRole[] = ['normal', 'faulty'];

/** The pictures of a teaching, the ways to add more, and the button that teaches. */
export function CollectPanel(props: { readonly stored: StoredTeaching; readonly chooser: ReactNode }): ReactElement {
  const words = useWords();
  const { teaching, pictures } = props.stored;
  const normal = pictures.filter(({ label }) => label === 'normal');
  const faulty = pictures.filter(({ label }) => label === 'faulty');
  return (
    <Page
      title={teaching.title}
      lead={words.say('teach.collectLead', { pack: teaching.base.title, limit: mostTeachPictures })}
      aside={<DeleteButton stored={props.stored} />}
    >
      {teaching.state.phase === 'failed' ? (
        <FaultNotice fault={describeTeachFault(words, teaching.state.fault)} />
      ) : null}
      <div className="columns columns-side-first">
        <div className="stack">
          <AddPanel teaching={teaching} chooser={props.chooser} />
          <Panel>
            <NameField key={teaching.id} teaching={teaching} />
            <CloseLookField teaching={teaching} />
          </Panel>
        </div>
        <div className="stack">
          {pictures.length === 0 ? (
            <EmptyState icon="pictures" title={words.say('teach.noneTitle')}>
              {words.say('teach.none')}
            </EmptyState>
          ) : null}
          {normal.length === 0 ? null : (
            <LessonGrid title={words.say('teach.goodTitle', { count: normal.length })} pictures={normal} />
          )}
          {faulty.length === 0 ? null : (
            <LessonGrid title={words.say('teach.faultyTitle', { count: faulty.length })} pictures={faulty} />
          )}
          <LearnAgainHint packId={teaching.packId} />
          <StartBar stored={props.stored} />
        </div>
      </div>
    </Page>
  );
}

/** What was added last, or why it was not. */
export type Outcome =
  { readonly kind: 'added'; readonly added: AddedLessons } | { readonly kind: 'fault'; readonly fault: StorageFault };

function AddPanel({ teaching, chooser }: { readonly teaching: Teaching; readonly chooser: ReactNode }): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const { adding } = useTeachingState();
  const [role, setRole] = useState<TaughtRole>('normal');
  const [outcome, setOutcome] = useState<Outcome>();
  const [isFromHistory, setFromHistory] = useState(false);
  const add = useCallback(
    async (pictures: readonly NewPicture[]): Promise<void> => {
      // A ZIP file that cannot be read has its own notice.
      if (pictures.length === 0) return;
      const added = await teachings.add(teaching.id, withLabel(pictures, role));
      setOutcome(added.ok ? { kind: 'added', added: added.value } : { kind: 'fault', fault: added.fault });
    },
    [teachings, teaching.id, role],
  );
  usePictureClaim(useCallback((pictures) => void add(pictures), [add]));
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
      {adding?.id === teaching.id ? (
        <ProgressBar
          label={words.say('teach.addTitle')}
          share={adding.done / Math.max(1, adding.total)}
          words={words.say('teach.adding', { done: adding.done, total: adding.total })}
        />
      ) : (
        <OutcomeNotice outcome={outcome} limit={mostTeachPictures} />
      )}
      {isFromHistory ? <HistoryLessons onAdd={add} onClose={() => setFromHistory(false)} /> : null}
    </Panel>
  );
}

function withLabel(pictures: readonly NewPicture[], label: TaughtRole): readonly NewLesson[] {
  return pictures.map((picture) => ({ ...picture, label }));
}

export function OutcomeNotice(props: {
  readonly outcome: Outcome | undefined;
  /** The most pictures of the teaching. */
  readonly limit: number;
}): ReactElement | null {
  const { outcome, limit } = props;
  const words = useWords();
  if (outcome === undefined) return null;
  if (outcome.kind === 'fault') return <FaultNotice fault={describeStorageFault(words, outcome.fault)} />;
  const { tooMany, unreadable, copies } = outcome.added;
  const isPartly = tooMany + unreadable.length + copies.length > 0;
  const title = describeAdded(words, outcome.added, limit);
  return (
    <Notice tone={isPartly ? 'warn' : 'ok'} role="status" title={title}>
      {unreadable.length === 0 ? null : <UnreadableFiles files={unreadable} />}
    </Notice>
  );
}

/** More names would push the pictures off the screen. */
const namedFiles = 10;

function UnreadableFiles({ files }: { readonly files: AddedLessons['unreadable'] }): ReactElement {
  const words = useWords();
  return (
    <ul className="stack-tight">
      {files.slice(0, namedFiles).map(({ name, fault }, at) => (
        <li key={at} className="lesson-file">
          {words.say('classes.unreadableFile', {
            file: name,
            reason: (isFileFault(fault) ? describeFileFault(words, fault) : describePictureFault(words, fault)).title,
          })}
        </li>
      ))}
    </ul>
  );
}

/** The name is kept while it is written, and stored before anything is taught. */
export function NameField({ teaching }: { readonly teaching: Teaching }): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const { titles } = teachings;
  const [title, setTitle] = useState(() => titles.draft(teaching.id) ?? teaching.title);
  const write = (written: string): void => {
    setTitle(written);
    titles.write(teaching.id, written);
  };
  const save = (): void => {
    if (title.trim() === '') setTitle(teaching.title);
    void titles.flush(teaching.id);
  };
  return <TextField label={words.say('teach.name')} value={title} maxLength={60} onChange={write} onBlur={save} />;
}

/** What the good pictures promise so far, and the button. It stays in reach of the thumb. */
function StartBar({ stored: { teaching, pictures } }: { readonly stored: StoredTeaching }): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const count = countLabel(pictures, 'normal');
  const isAgain = teaching.state.phase === 'failed';
  return (
    <div className="teach-go">
      <p className="small" role="status">
        {count === 0 ? words.say('teach.missing') : describePromise(words, count)}
      </p>
      <Button
        look="primary"
        size="large"
        icon="teach"
        disabled={count === 0}
        onClick={() => void teachings.teach(teaching.id)}
      >
        {words.say(isAgain ? 'teach.startAgain' : 'teach.start')}
      </Button>
    </div>
  );
}

/** Frees the space of the pictures. */
export function DeleteButton({ stored: { teaching, pictures } }: { readonly stored: StoredTeaching }): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const [, navigate] = useLocation();
  const bytes = pictures.reduce((sum, picture) => sum + picture.bytes, 0);
  const remove = async (): Promise<void> => {
    const removed = await teachings.remove(teaching.id);
    if (removed.ok) navigate('/teach');
  };
  return (
    <ConfirmDialog
      trigger={{ words: words.say('teach.delete'), look: 'quiet' }}
      title={words.say('teach.deleteTitle')}
      question={words.say('teach.deleteQuestion', { count: pictures.length, size: words.bytes(bytes) })}
      yes={words.say('teach.delete')}
      no={words.say('teach.keep')}
      onYes={() => void remove()}
    />
  );
}
