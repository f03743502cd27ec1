import { useState, type ReactElement } from 'react';
import type { LearningReport } from '../../domain/learning-report';
import { activeVersion, learnedBase } from '../../domain/learned-versions';
import { textIn } from '../../domain/localised-text';
import type { OwnPack, PackVersion } from '../../domain/pack-version';
import { Button } from '../../ui/button';
import { Chip } from '../../ui/chip';
import { ItemList, ListItem } from '../../ui/item-list';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { describeStorageFault } from '../../words/fault-text';
import type { Words } from '../../words/words';
import { FaultNotice } from '../fault-notice';
import { useInstalledPack } from '../local-queries';
import { originText } from '../pack-origin-text';
import { useActivateVersion } from '../use-own-packs';
import { usePreferences } from '../use-preferences';

/** The version to which the user went back, and how to undo it. */
interface Reset {
  readonly title: string;
  readonly undo: () => void;
}

/** The versions, the newest first, each with what it learned and the button that goes back to it. Going back can be undone. */
export function VersionList({ own }: { readonly own: OwnPack }): ReactElement {
  const words = useWords();
  const [reset, setReset] = useState<Reset>();
  const activate = useActivateVersion(own.id);
  const active = activeVersion(own)?.pack.version;
  const goTo = (version: string): void => {
    activate.mutate(version);
    setReset({
      title: words.say('learn.resetDone', { version }),
      undo: () => active !== undefined && activate.mutate(active),
    });
  };
  return (
    <Panel title={words.say('learn.versionsTitle')}>
      <ResetNotice reset={reset} onUndone={() => setReset(undefined)} />
      {activate.error === null ? null : <FaultNotice fault={describeStorageFault(words, activate.error.fault)} />}
      <ItemList>
        {own.versions.map((version) => (
          <VersionItem key={version.pack.version} version={version} onReset={goTo} />
        ))}
        <BaseItem own={own} onReset={setReset} />
      </ItemList>
    </Panel>
  );
}

function ResetNotice(props: { readonly reset: Reset | undefined; readonly onUndone: () => void }): ReactElement | null {
  const words = useWords();
  const { reset, onUndone } = props;
  if (reset === undefined) return null;
  const undo = (): void => {
    reset.undo();
    onUndone();
  };
  return (
    <Notice
      tone="ok"
      role="status"
      title={reset.title}
      actions={
        <Button icon="undo" onClick={undo}>
          {words.say('learn.undo')}
        </Button>
      }
    />
  );
}

function VersionItem(props: {
  readonly version: PackVersion;
  readonly onReset: (version: string) => void;
}): ReactElement {
  const words = useWords();
  const { pack, isActive, origin } = props.version;
  const { version } = pack;
  return (
    <ListItem title={words.say('learn.version', { version })} note={originText(words, props.version)}>
      <p className="small learning-figures">
        {origin.kind === 'learned' ? learnedText(words, origin.report) : words.say('learn.noFigures')}
      </p>
      {isActive ? (
        <Chip tone="ok">{words.say('learn.inUse')}</Chip>
      ) : (
        <Button
          icon="undo"
          aria-label={words.say('learn.resetLabel', { version })}
          onClick={() => props.onReset(version)}
        >
          {words.say('learn.reset')}
        </Button>
      )}
    </ListItem>
  );
}

/** What a version learned, and its mistakes before and after on the checked pictures. */
function learnedText(words: Words, { examples, before, after }: LearningReport): string {
  const count = (kind: 'normal' | 'fault' | 'level'): number =>
    examples.filter((example) => example.kind === kind).length;
  const learned = words.say('learn.learnedCount', {
    total: examples.length,
    normal: count('normal'),
    fault: count('fault'),
    level: count('level'),
  });
  const figures = words.say('learn.figuresLine', {
    pictures: after.figures.pictures,
    missedBefore: before.figures.missed,
    missedAfter: after.figures.missed,
    alarmsBefore: before.figures.falseAlarms,
    alarmsAfter: after.figures.falseAlarms,
    levelsBefore: before.figures.levelsWrong,
    levelsAfter: after.figures.levelsWrong,
  });
  return `${learned}. ${figures}`;
}

/** The pack of the app that the first version was made from. It is chosen for the next pictures; every version stays. */
function BaseItem(props: { readonly own: OwnPack; readonly onReset: (reset: Reset) => void }): ReactElement | null {
  const words = useWords();
  const [{ packId }, change] = usePreferences();
  const baseId = learnedBase(props.own) ?? props.own.id;
  const { data: base } = useInstalledPack(baseId);
  if (baseId === props.own.id || base === undefined || base === null) return null;
  const pack = textIn(base.title, words.locale.tag);
  const choose = (): void => {
    change({ packId: baseId });
    const undo = (): void => change({ packId: packId ?? props.own.id });
    props.onReset({ title: words.say('learn.resetBaseDone', { pack }), undo });
  };
  return (
    <ListItem title={words.say('learn.baseTitle', { pack })} note={words.say('learn.baseNote')}>
      {packId === baseId ? (
        <Chip tone="ok">{words.say('learn.inUse')}</Chip>
      ) : (
        <Button icon="undo" onClick={choose}>
          {words.say('learn.resetBase')}
        </Button>
      )}
    </ListItem>
  );
}
