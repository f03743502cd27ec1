import { useState, type ReactElement, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { textIn } from '../../domain/localised-text';
import { nameLimit } from '../../domain/common-schemas';
import type { OwnPack, PackVersion } from '../../domain/pack-version';
import { sharedPackId } from '../../domain/shared-pack';
import { Button } from '../../ui/button';
import { Chip } from '../../ui/chip';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { ItemList, ListItem } from '../../ui/item-list';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/skeleton';
import { TextField } from '../../ui/text-field';
import { useWords } from '../../ui/words-context';
import { AbsentOwnPack } from '../absent-own-pack';
import { describeStorageFault } from '../../words/fault-text';
import { FaultNotice } from '../fault-notice';
import { useLearningOverview } from '../learning-queries';
import { BackLink, LinkRow, LinkRows } from '../link-row';
import { DeliveryOfItem } from '../item-delivery';
import { describePackFetchFault } from '../pack-fault-text';
import { originText } from '../pack-origin-text';
import { useFaultMutation } from '../use-fault-mutation';
import { useServices } from '../use-services';
import { ComparePanel } from './compare-packs-panel';
import { ModelCard } from './model-card';
import { OnnxExportPanel } from './onnx-export-panel';
import { SharePanel } from './share-panel';
import { libraryQueries, useActivateVersion, useOwnPacks, useRemoveVersions } from '../use-own-packs';

/** One pack of the user: versions, name, sharing, comparison and model card. */
export function OwnPackScreen({ id, drift }: { readonly id: string; readonly drift: ReactNode }): ReactElement {
  const words = useWords();
  const { data: packs } = useOwnPacks();
  if (packs === undefined) return <Skeleton />;
  const pack = packs.find((candidate) => candidate.id === id);
  const active = pack?.versions.find(({ isActive }) => isActive) ?? pack?.versions[0];
  if (pack === undefined || active === undefined) return <AbsentOwnPack />;
  return (
    <Page
      title={textIn(active.pack.title, words.locale.tag)}
      lead={textIn(active.pack.summary, words.locale.tag)}
      aside={<BackLink href="/packs">{words.say('library.toLibrary')}</BackLink>}
    >
      <div className="columns columns-halves">
        <div className="stack">
          {drift}
          <LearnLinks id={id} canLearn={active.pack.anomaly !== undefined} />
          <VersionsPanel own={pack} />
          <RenamePanel key={active.pack.version} id={id} title={textIn(active.pack.title, words.locale.tag)} />
          <SharePanel key={`share${active.pack.version}`} id={id} active={active} />
          <OnnxExportPanel id={id} active={active} />
        </div>
        <div className="stack">
          <ModelCard version={active} />
          <ComparePanel own={pack} />
        </div>
      </div>
    </Page>
  );
}

/** To what it can learn from corrections, and to what each version learned. A pack that only gives grades learns by teaching alone. */
function LearnLinks({ id, canLearn }: { readonly id: string; readonly canLearn: boolean }): ReactElement {
  const words = useWords();
  const count = useLearningOverview(id).data?.waiting.length;
  return (
    <LinkRows>
      {canLearn ? (
        <LinkRow
          href={`/packs/${id}/learn`}
          title={words.say('learn.title')}
          support={count === undefined ? '' : words.say('learn.waitingTitle', { count })}
        />
      ) : null}
      <LinkRow
        href={`/packs/${id}/history`}
        title={words.say('learn.historyTitle')}
        support={words.say('learn.historyWhy')}
      />
    </LinkRows>
  );
}

function VersionsPanel({ own: { id, versions } }: { readonly own: OwnPack }): ReactElement {
  const words = useWords();
  const [, navigate] = useLocation();
  const removeAll = useRemoveVersions(id, () => navigate('/packs'));
  const [newest] = versions;
  const size = words.bytes(versions.reduce((sum, { freesBytes }) => sum + freesBytes, 0));
  return (
    <Panel title={words.say('library.versions')}>
      <ItemList>
        {versions.map((version) => (
          <VersionItem key={version.pack.version} id={id} version={version} isOnly={versions.length === 1} />
        ))}
      </ItemList>
      <ConfirmDialog
        trigger={{ words: words.say('library.deleteAll'), look: 'plain' }}
        title={words.say('library.deleteAllTitle', {
          pack: newest === undefined ? id : textIn(newest.pack.title, words.locale.tag),
        })}
        question={words.say('library.deleteAllQuestion', { size })}
        yes={words.say('library.deleteVersion')}
        no={words.say('library.keep')}
        onYes={() => removeAll.mutate(versions.map(({ pack }) => pack.version))}
      />
      {removeAll.error === null ? null : <FaultNotice fault={describeStorageFault(words, removeAll.error.fault)} />}
    </Panel>
  );
}

function VersionItem(props: {
  readonly id: string;
  readonly version: PackVersion;
  readonly isOnly: boolean;
}): ReactElement {
  const words = useWords();
  const activate = useActivateVersion(props.id);
  const remove = useRemoveVersions(props.id);
  const { pack, isActive, freesBytes } = props.version;
  const { version } = pack;
  const fault = activate.error?.fault ?? remove.error?.fault;
  return (
    <ListItem title={words.say('library.versionTitle', { version })} note={originText(words, props.version)}>
      {isActive ? <Chip tone="ok">{words.say('library.inUse')}</Chip> : null}
      <DeliveryOfItem id={sharedPackId(props.version.sha256)} />
      {isActive ? null : (
        <Button aria-label={words.say('library.useLabel', { version })} onClick={() => activate.mutate(version)}>
          {words.say('library.use')}
        </Button>
      )}
      {props.isOnly ? null : (
        <ConfirmDialog
          trigger={{
            words: words.say('library.deleteVersion'),
            label: words.say('library.deleteVersionLabel', { version }),
            look: 'plain',
          }}
          title={words.say('library.deleteVersionTitle', { version })}
          question={words.say('library.deleteVersionQuestion', { size: words.bytes(freesBytes) })}
          yes={words.say('library.deleteVersion')}
          no={words.say('library.keep')}
          onYes={() => remove.mutate([version])}
        />
      )}
      {fault === undefined ? null : <FaultNotice fault={describeStorageFault(words, fault)} />}
    </ListItem>
  );
}

function RenamePanel(props: { readonly id: string; readonly title: string }): ReactElement {
  const words = useWords();
  const { packLibrary } = useServices();
  const [title, setTitle] = useState(props.title);
  const renaming = useFaultMutation({
    run: () => packLibrary.rename(props.id, title.trim()),
    refresh: libraryQueries(props.id),
  });
  const isUsable = title.trim() !== '' && title.trim() !== props.title && !renaming.isPending;
  return (
    <Panel title={words.say('library.rename')}>
      <TextField
        label={words.say('library.renameLabel')}
        value={title}
        onChange={setTitle}
        maxLength={nameLimit}
        hint={words.say('library.renameHint')}
      />
      <Button disabled={!isUsable} onClick={() => renaming.mutate()}>
        {words.say('library.save')}
      </Button>
      {renaming.error === null ? null : <FaultNotice fault={describePackFetchFault(words, renaming.error.fault)} />}
    </Panel>
  );
}
