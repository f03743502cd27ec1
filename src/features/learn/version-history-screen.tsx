import type { ReactElement } from 'react';
import { activeVersion } from '../../domain/learned-versions';
import { textIn } from '../../domain/localised-text';
import type { OwnPack } from '../../domain/pack-version';
import { Page } from '../../ui/page';
import { Skeleton } from '../../ui/skeleton';
import { useWords } from '../../ui/words-context';
import { AbsentOwnPack } from '../absent-own-pack';
import { BackLink } from '../link-row';
import { useOwnPacks } from '../use-own-packs';
import './learn.css';
import { ParameterHistory } from './parameter-history';
import { VersionList } from './version-list';

/** The versions of a pack: what each learned, its mistakes, and the button that goes back to it. */
export function PackHistoryScreen({ id }: { readonly id: string }): ReactElement {
  const { data: packs } = useOwnPacks();
  if (packs === undefined) return <Skeleton />;
  const own = packs.find((pack) => pack.id === id);
  return own === undefined ? <AbsentOwnPack /> : <PackHistory own={own} />;
}

function PackHistory({ own }: { readonly own: OwnPack }): ReactElement {
  const words = useWords();
  const title = activeVersion(own)?.pack.title ?? own.id;
  return (
    <Page
      title={words.say('learn.historyTitle')}
      lead={words.say('learn.historyLead', { pack: textIn(title, words.locale.tag) })}
      aside={<BackLink href={`/packs/${own.id}/learn`}>{words.say('learn.title')}</BackLink>}
    >
      <div className="columns columns-halves">
        <VersionList own={own} />
        <ParameterHistory own={own} />
      </div>
    </Page>
  );
}
