import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { activeVersion } from '../../domain/learned-versions';
import { textIn } from '../../domain/localised-text';
import type { OwnPack } from '../../domain/pack-version';
import { buttonClass } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { Skeleton } from '../../ui/skeleton';
import { useWords } from '../../ui/words-context';
import { useOwnPacks } from '../use-own-packs';
import './lessons.css';
import { ParameterHistory } from './parameter-history';
import { VersionList } from './version-list';

/** What each version of a pack learned, how it did, and the way back to it. */
export function PackHistoryScreen({ id }: { readonly id: string }): ReactElement {
  const { data: packs } = useOwnPacks();
  if (packs === undefined) return <Skeleton />;
  const own = packs.find((pack) => pack.id === id);
  return own === undefined ? <Absent /> : <PackHistory own={own} />;
}

function PackHistory({ own }: { readonly own: OwnPack }): ReactElement {
  const words = useWords();
  const title = activeVersion(own)?.pack.title ?? own.id;
  return (
    <Page
      title={words.say('lessons.historyTitle')}
      lead={words.say('lessons.historyLead', { pack: textIn(title, words.locale.tag) })}
      aside={<BackLink href={`/packs/${own.id}/lessons`} />}
    >
      <div className="columns columns-halves">
        <VersionList own={own} />
        <ParameterHistory own={own} />
      </div>
    </Page>
  );
}

function BackLink({ href }: { readonly href: string }): ReactElement {
  return (
    <Link href={href} className={buttonClass('plain')}>
      {useWords().say('lessons.title')}
    </Link>
  );
}

function Absent(): ReactElement {
  const words = useWords();
  return (
    <Page title={words.say('library.absentTitle')}>
      <EmptyState
        icon="unknown"
        title={words.say('library.absentTitle')}
        action={
          <Link href="/packs" className={buttonClass('plain')}>
            {words.say('library.toLibrary')}
          </Link>
        }
      >
        {words.say('library.absent')}
      </EmptyState>
    </Page>
  );
}
