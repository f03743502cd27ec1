import { useQuery } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'wouter';
import type { BackendPreference } from '../../domain/loaded-pack';
import { buttonClass } from '../../ui/button';
import { Chip } from '../../ui/chip';
import { ChoiceRow } from '../../ui/choice-row';
import { Facts } from '../../ui/facts';
import { Meter } from '../../ui/meter';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { RichText } from '../../ui/rich-text';
import { useDeliveryOverview } from '../delivery-queries';
import { queryKeys } from '../local-queries';
import { PersonField } from '../person-field';
import { usePreferences } from '../use-preferences';
import type { ThemePreference } from '../../services/preferences';
import { useServices } from '../use-services';
import type { StorageHealth } from '../../services/services';
import { useWords } from '../../ui/words-context';

const themes: readonly ThemePreference[] = ['system', 'light', 'dark', 'sunlight'];
const backends: readonly BackendPreference[] = ['auto', 'wasm'];

/** Appearance, processing, packs, storage and privacy. */
export function SettingsScreen(props: { readonly packs: ReactNode; readonly reports: ReactNode }): ReactElement {
  const words = useWords();
  return (
    <Page title={words.say('settings.title')}>
      <div className="columns columns-halves">
        <div className="stack">
          <Panel title={words.say('settings.person')}>
            <PersonField />
          </Panel>
          <LookPanel />
          <BackendPanel />
          <PrivacyPanel />
        </div>
        <div className="stack">
          <Panel title={words.say('settings.packs')}>{props.packs}</Panel>
          {props.reports}
          <StoragePanel />
          <AboutPanel />
        </div>
      </div>
    </Page>
  );
}

function PrivacyPanel(): ReactElement {
  const words = useWords();
  const isRegistered = useDeliveryOverview().data?.device.phase === 'registered';
  return (
    <Panel title={words.say('settings.privacy')}>
      <p>
        <RichText text={words.say(isRegistered ? 'settings.sentToOffice' : 'settings.nothingLeaves')} />
      </p>
      <Link href="/sync" className={buttonClass('plain')}>
        {words.say('settings.toSync')}
      </Link>
    </Panel>
  );
}

function LookPanel(): ReactElement {
  const words = useWords();
  const [preferences, change] = usePreferences();
  return (
    <Panel title={words.say('settings.theme')}>
      <ChoiceRow
        label={words.say('settings.theme')}
        choices={themes.map((theme) => ({ value: theme, title: words.say(`settings.theme.${theme}`) }))}
        value={preferences.theme}
        onChange={(theme) => change({ theme })}
      />
      {preferences.theme === 'sunlight' ? <p className="small quiet">{words.say('settings.sunlightWhy')}</p> : null}
    </Panel>
  );
}

function BackendPanel(): ReactElement {
  const words = useWords();
  const { inspector } = useServices();
  const [preferences, change] = usePreferences();
  const choose = (backend: BackendPreference): void => {
    inspector.setBackendPreference(backend);
    change({ backend });
  };
  return (
    <Panel title={words.say('settings.backend')}>
      <ChoiceRow
        label={words.say('settings.backend')}
        choices={backends.map((backend) => ({ value: backend, title: words.say(`settings.backend.${backend}`) }))}
        value={preferences.backend}
        onChange={choose}
      />
      <p className="quiet">{words.say(`settings.backendWhy.${preferences.backend}`)}</p>
    </Panel>
  );
}

function StoragePanel(): ReactElement {
  const words = useWords();
  const { device } = useServices();
  const { data: health } = useQuery({ queryKey: queryKeys.storage, queryFn: () => device.storageHealth() });
  return (
    <Panel title={words.say('settings.storage')}>
      {health === undefined ? null : <StorageState health={health} />}
    </Panel>
  );
}

function StorageState({ health }: { readonly health: StorageHealth }): ReactElement {
  const words = useWords();
  return (
    <>
      <StorageUse health={health} />
      <div className="stack-tight">
        <div>
          <Chip tone={health.persistent ? 'ok' : 'watch'}>
            {health.persistent ? words.say('settings.persistent') : words.say('settings.notPersistent')}
          </Chip>
        </div>
        <p className="quiet">
          {health.persistent ? words.say('settings.persistentWhy') : words.say('settings.notPersistentWhy')}
        </p>
      </div>
    </>
  );
}

function StorageUse({ health: { usedBytes, quotaBytes } }: { readonly health: StorageHealth }): ReactElement {
  const words = useWords();
  if (usedBytes === undefined) return <p>{words.say('settings.usageUnknown')}</p>;
  if (quotaBytes === undefined) return <p>{words.say('settings.used', { used: words.bytes(usedBytes) })}</p>;
  return (
    <Meter
      label={words.say('settings.storage')}
      share={usedBytes / quotaBytes}
      words={words.say('settings.usedOf', { used: words.bytes(usedBytes), quota: words.bytes(quotaBytes) })}
    />
  );
}

function AboutPanel(): ReactElement {
  const words = useWords();
  const { appBuild } = useServices();
  return (
    <Panel title={words.say('settings.about')}>
      <Facts facts={[{ name: words.say('settings.version'), value: appBuild }]} />
    </Panel>
  );
}
