import { useCallback, useState, type ReactElement } from 'react';
import { isFileFault } from '../../domain/file-fault';
import type { StorageFault } from '../../domain/record';
import { mostPicturesOf, type Teaching } from '../../domain/teaching';
import type { AddedPictures, GivenPicture } from '../../services/add-teach-pictures';
import { Notice } from '../../ui/notice';
import { ProgressBar } from '../../ui/progress-bar';
import { useWords } from '../../ui/words-context';
import { describeFileFault, describePictureFault, describeStorageFault } from '../../words/fault-text';
import { FaultNotice } from '../fault-notice';
import { useServices } from '../use-services';
import type { Words } from '../../words/words';
import { InterruptedNotice } from './interrupted-notice';
import { useTeachingState } from './use-teaching';

/** What was added last, or why it was not. */
type Outcome =
  { readonly kind: 'added'; readonly added: AddedPictures } | { readonly kind: 'fault'; readonly fault: StorageFault };

/** Adds pictures to a teaching, and shows the outcome of the last ones. */
export function useAddToTeaching(teachingId: string) {
  const { teachings } = useServices();
  const [outcome, setOutcome] = useState<Outcome>();
  const add = useCallback(
    async (pictures: readonly GivenPicture[]): Promise<void> => {
      // A ZIP file that cannot be read has its own notice.
      if (pictures.length === 0) return;
      const added = await teachings.add(teachingId, pictures);
      setOutcome(added.ok ? { kind: 'added', added: added.value } : { kind: 'fault', fault: added.fault });
    },
    [teachings, teachingId],
  );
  return { add, outcome };
}

/** The progress of adding pictures, then the outcome. */
export function AddOutcome(props: {
  readonly teaching: Teaching;
  readonly outcome: Outcome | undefined;
}): ReactElement {
  const words = useWords();
  const { adding } = useTeachingState();
  if (adding?.id !== props.teaching.id) {
    return (
      <>
        <InterruptedNotice id={props.teaching.id} />
        <OutcomeNotice outcome={props.outcome} limit={mostPicturesOf(props.teaching)} />
      </>
    );
  }
  return (
    <ProgressBar
      label={words.say('teach.addTitle')}
      share={adding.done / Math.max(1, adding.total)}
      words={words.say('teach.adding', { done: adding.done, total: adding.total })}
    />
  );
}

function OutcomeNotice(props: {
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

function UnreadableFiles({ files }: { readonly files: AddedPictures['unreadable'] }): ReactElement {
  const words = useWords();
  return (
    <ul className="stack-tight">
      {files.slice(0, namedFiles).map(({ name, fault }, at) => (
        <li key={at} className="teach-picture-file">
          {words.say('classes.unreadableFile', {
            file: name,
            reason: (isFileFault(fault) ? describeFileFault(words, fault) : describePictureFault(words, fault)).title,
          })}
        </li>
      ))}
    </ul>
  );
}

/** The outcome of the pictures that were added last. */
function describeAdded(words: Words, { added, copies, tooMany, unreadable }: AddedPictures, limit: number): string {
  return [
    words.say('teach.addedAll', { count: added }),
    ...(copies.length === 0 ? [] : [words.say('teach.addedCopies', { count: copies.length })]),
    ...(tooMany === 0 ? [] : [words.say('teach.addedTooMany', { count: tooMany, limit })]),
    ...(unreadable.length === 0 ? [] : [words.say('teach.addedUnreadable', { count: unreadable.length })]),
  ].join(' ');
}
