import type { ReactElement, ReactNode } from 'react';
import { Link } from 'wouter';
import { buttonClass } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { Skeleton } from '../../ui/skeleton';
import { useWords } from '../../ui/words-context';
import { CollectPanel } from './collect-panel';
import './teach.css';
import { TeachProgress } from './teach-progress';
import { TeachResult } from './teach-result';
import { useTeaching, useTeachingState, type StoredTeaching } from './use-teaching';

/** One teaching: collecting its pictures, teaching, the result. `chooser`: camera, files, folder and ZIP file. */
export function TeachingScreen(props: { readonly id: string; readonly chooser: ReactNode }): ReactElement {
  const words = useWords();
  const { data: stored } = useTeaching(props.id);
  if (stored === undefined) return <Skeleton />;
  if (stored !== null) return <Stage stored={stored} chooser={props.chooser} />;
  return (
    <Page title={words.say('teach.absentTitle')}>
      <EmptyState
        icon="unknown"
        title={words.say('teach.absentTitle')}
        action={
          <Link href="/teach" className={buttonClass('primary')}>
            {words.say('teach.toTeach')}
          </Link>
        }
      >
        {words.say('teach.absent')}
      </EmptyState>
    </Page>
  );
}

function Stage({ stored, chooser }: { readonly stored: StoredTeaching; readonly chooser: ReactNode }): ReactElement {
  const { running } = useTeachingState();
  const { teaching, pictures } = stored;
  switch (teaching.state.phase) {
    case 'teaching':
      return <TeachProgress teaching={teaching} running={running?.id === teaching.id ? running : undefined} />;
    case 'taught':
      return <TeachResult teaching={teaching} pictures={pictures} taught={teaching.state} />;
    case 'collecting':
    case 'failed':
      return <CollectPanel stored={stored} chooser={chooser} />;
  }
}
