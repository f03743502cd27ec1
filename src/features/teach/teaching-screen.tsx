import type { ReactElement, ReactNode } from 'react';
import type { TeachPhase } from '../../domain/teaching';
import { Skeleton } from '../../ui/skeleton';
import { useWords } from '../../ui/words-context';
import { AbsentPage } from '../absent-page';
import { ClassesCollect } from './classes/classes-collect';
import { ClassesResult } from './classes/classes-result';
import { CollectPanel } from './collect-panel';
import '../action-bar.css';
import './teach.css';
import { TeachProgress } from './teach-progress';
import { TeachResult } from './teach-result';
import { useTeaching, useTeachingState, type StoredTeaching } from './use-teaching';

/** One teaching: collecting its pictures, teaching, the result. `chooserFor`: camera, files, folder and ZIP file for pictures of a pack. */
export function TeachingScreen(props: {
  readonly id: string;
  readonly chooserFor: (packId: string) => ReactNode;
}): ReactElement {
  const words = useWords();
  const { data: stored } = useTeaching(props.id);
  if (stored === undefined) return <Skeleton />;
  if (stored !== null) return <Stage stored={stored} chooser={props.chooserFor(stored.teaching.base.id)} />;
  return (
    <AbsentPage
      absence={words.say('teach.absentTitle')}
      reason={words.say('teach.absent')}
      way={{ href: '/teach', words: words.say('teach.toTeach'), look: 'primary' }}
    />
  );
}

function Stage({ stored, chooser }: { readonly stored: StoredTeaching; readonly chooser: ReactNode }): ReactElement {
  const { running, looking } = useTeachingState();
  const { teaching } = stored;
  switch (teaching.state.phase) {
    case 'teaching':
      return (
        <TeachProgress teaching={teaching} running={[running, looking].find((work) => work?.id === teaching.id)} />
      );
    case 'taught':
      return <Taught stored={stored} taught={teaching.state} />;
    case 'collecting':
    case 'failed':
      return teaching.kind === 'classes' ? (
        <ClassesCollect stored={stored} chooser={chooser} />
      ) : (
        <CollectPanel stored={stored} chooser={chooser} />
      );
  }
}

function Taught(props: {
  readonly stored: StoredTeaching;
  readonly taught: Extract<TeachPhase, { phase: 'taught' }>;
}): ReactElement {
  const { packId, report } = props.taught;
  if ('classes' in report) return <ClassesResult {...props.stored} packId={packId} report={report} />;
  return <TeachResult {...props.stored} packId={packId} report={report} />;
}
