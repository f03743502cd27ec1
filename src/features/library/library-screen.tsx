import { useSyncExternalStore, type ReactElement } from 'react';
import { Link } from 'wouter';
import type { OwnPack } from '../../domain/pack-version';
import { textIn } from '../../domain/localised-text';
import { fieldPackExtension } from '../../domain/pack-file-name';
import { buttonClass } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { FileButton } from '../../ui/file-button';
import { Page } from '../../ui/page';
import { Skeleton } from '../../ui/skeleton';
import { useWords } from '../../ui/words-context';
import { LinkRow, LinkRows } from '../link-row';
import { useServices } from '../use-services';
import { FilePanel } from './file-panel';
import { useOwnPacks } from '../use-own-packs';
import { OfficeOffers } from './office-offers';

/** The packs of the user, and a pack file that waits for consent. */
export function LibraryScreen(): ReactElement {
  const words = useWords();
  const { documents } = useServices();
  const { data: packs } = useOwnPacks();
  const file = useSyncExternalStore(documents.subscribePack, documents.readPack);
  return (
    <Page title={words.say('library.title')} lead={words.say('library.lead')} aside={<Actions />}>
      {file === undefined ? null : <FilePanel key={file.number} waiting={file} />}
      {packs === undefined ? <Skeleton /> : null}
      {packs?.length === 0 && file === undefined ? (
        <EmptyState icon="list" title={words.say('library.emptyTitle')}>
          {words.say('library.empty')}
        </EmptyState>
      ) : null}
      <LinkRows>
        {packs?.map((pack) => (
          <PackRow key={pack.id} pack={pack} />
        ))}
      </LinkRows>
      <OfficeOffers own={packs} />
    </Page>
  );
}

function PackRow({ pack: { id, versions } }: { readonly pack: OwnPack }): ReactElement | null {
  const words = useWords();
  const active = versions.find(({ isActive }) => isActive) ?? versions[0];
  if (active === undefined) return null;
  const size = words.bytes(versions.reduce((sum, { freesBytes }) => sum + freesBytes, 0));
  const facts = { count: versions.length, version: active.pack.version, size };
  return (
    <LinkRow
      href={`/packs/${id}`}
      title={textIn(active.pack.title, words.locale.tag)}
      support={words.say('library.support', facts)}
    />
  );
}

function Actions(): ReactElement {
  const words = useWords();
  return (
    <div className="row">
      <Link href="/packs/import" className={buttonClass('plain')}>
        {words.say('library.importModel')}
      </Link>
      <OpenButton />
    </div>
  );
}

function OpenButton(): ReactElement {
  const words = useWords();
  const { documents } = useServices();
  return (
    <FileButton
      label={words.say('library.open')}
      accept={fieldPackExtension}
      look="primary"
      onFile={documents.takePack}
    />
  );
}
