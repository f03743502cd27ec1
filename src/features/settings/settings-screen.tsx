import { useQuery } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'wouter';
import type { BackendWish } from '../../domain/loaded-pack';
import { buttonClass } from '../../ui/button';
import { Chip } from '../../ui/chip';
import { ChoiceRow } from '../../ui/choice-row';
import { Facts } from '../../ui/facts';
import { formatBytes } from '../../ui/format';
import { Meter } from '../../ui/meter';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { useDeliveryOverview } from '../delivery-queries';
import { queryKeys } from '../local-queries';
import { usePreferences } from '../use-preferences';
import type { ThemeWish } from '../../services/preferences';
import { useServices } from '../use-services';
import type { StorageHealth } from '../../services/services';
import { settingsWords as words } from './words';

const themes: readonly ThemeWish[] = ['system', 'light', 'dark'];
const backends: readonly BackendWish[] = ['auto', 'wasm'];

/** How the app looks and computes, what it keeps, and what leaves the device. */
export function SettingsScreen({ packs }: { readonly packs: ReactNode }): ReactElement {
  return (
    <Page title={words.title}>
      <div className="columns columns-halves">
        <div className="stack">
          <LookPanel />
          <BackendPanel />
          <PrivacyPanel />
        </div>
        <div className="stack">
          <Panel title={words.packs}>{packs}</Panel>
          <StoragePanel />
          <AboutPanel />
        </div>
      </div>
    </Page>
  );
}

function PrivacyPanel(): ReactElement {
  const isRegistered = useDeliveryOverview().data?.device.phase === 'registered';
  return (
    <Panel title={words.privacy}>
      <p>
        <strong>{isRegistered ? words.sentAnswer : words.privacyAnswer}</strong>{' '}
        {isRegistered ? words.sentWhy : words.privacyWhy}
      </p>
      <Link href="/sending" className={buttonClass('plain')}>
        {words.toSending}
      </Link>
    </Panel>
  );
}

function LookPanel(): ReactElement {
  const [preferences, change] = usePreferences();
  return (
    <Panel title={words.look}>
      <ChoiceRow
        label={words.look}
        choices={themes.map((theme) => ({ value: theme, title: words.theme[theme] }))}
        value={preferences.theme}
        onChange={(theme) => change({ theme })}
      />
    </Panel>
  );
}

function BackendPanel(): ReactElement {
  const { inspector } = useServices();
  const [preferences, change] = usePreferences();
  const choose = (backend: BackendWish): void => {
    inspector.setBackendWish(backend);
    change({ backend });
  };
  return (
    <Panel title={words.backend}>
      <ChoiceRow
        label={words.backend}
        choices={backends.map((backend) => ({ value: backend, title: words.backends[backend] }))}
        value={preferences.backend}
        onChange={choose}
      />
      <p className="quiet">{words.backendWhy[preferences.backend]}</p>
    </Panel>
  );
}

function StoragePanel(): ReactElement {
  const { device } = useServices();
  const { data: health } = useQuery({ queryKey: queryKeys.storage, queryFn: () => device.storageHealth() });
  return <Panel title={words.storage}>{health === undefined ? null : <StorageState health={health} />}</Panel>;
}

function StorageState({ health }: { readonly health: StorageHealth }): ReactElement {
  return (
    <>
      <StorageUse health={health} />
      <div className="stack-tight">
        <div>
          <Chip tone={health.persistent ? 'ok' : 'watch'}>{health.persistent ? words.kept : words.notKept}</Chip>
        </div>
        <p className="quiet">{health.persistent ? words.keptWhy : words.notKeptWhy}</p>
      </div>
    </>
  );
}

function StorageUse({ health: { usedBytes, quotaBytes } }: { readonly health: StorageHealth }): ReactElement {
  if (usedBytes === undefined) return <p>{words.usageUnknown}</p>;
  if (quotaBytes === undefined) return <p>{words.used(formatBytes(usedBytes))}</p>;
  return (
    <Meter
      label={words.storage}
      share={usedBytes / quotaBytes}
      words={words.usedOf(formatBytes(usedBytes), formatBytes(quotaBytes))}
    />
  );
}

function AboutPanel(): ReactElement {
  const { appBuild } = useServices();
  return (
    <Panel title={words.about}>
      <Facts facts={[{ name: words.version, value: appBuild }]} />
    </Panel>
  );
}
