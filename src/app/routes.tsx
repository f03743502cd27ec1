import { useEffect, type ComponentType, type ReactElement, type ReactNode } from 'react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { BatchChip } from '../features/batch/batch-chip';
import { BatchNotices } from '../features/batch/batch-notices';
import { QueueList } from '../features/batch/queue-list';
import { DriftGate } from '../features/drift/drift-gate';
import { InspectScreen } from '../features/inspect/inspect-screen';
import { FolderInputs } from '../features/inspect/folder-inputs';
import { PictureChooser } from '../features/inspect/picture-chooser';
import { IntakeNotice, PictureIntakeProvider } from '../features/inspect/picture-intake';
import { PackChooser } from '../features/packs/pack-chooser';
import { PackList } from '../features/packs/pack-list';
import { DocumentsRedirect } from '../features/report/documents-redirect';
import { SyncChip } from '../features/sync/sync-chip';
import { useQueryRefresh } from '../features/use-query-refresh';
import { AppShell, type NavPlace } from '../ui/app-shell';
import { Connectivity } from './connectivity';
import { ErrorBoundary } from './error-screen';
import { lazyPart, lazyScreen } from './lazy-screen';
import { openSample } from './open-sample';
import { useWords } from '../ui/words-context';
import { AbsentPage } from '../features/absent-page';
import type { Words } from '../words/words';

const loadResultScreen = async () => (await import('../features/result/result-screen')).ResultScreen;

const loadListedQueue = async () => (await import('../features/batch/listed-queue')).ListedQueue;

const ResultScreen = lazyScreen(loadResultScreen);
const ListedQueue = lazyScreen(loadListedQueue);
const CameraScreen = lazyScreen(async () => (await import('../features/capture/camera-screen')).CameraScreen);
const LightTableScreen = lazyScreen(
  async () => (await import('../features/capture/light-table-screen')).LightTableScreen,
);
const BatchScreen = lazyScreen(async () => (await import('../features/batch/batch-screen')).BatchScreen);
const HistoryScreen = lazyScreen(async () => (await import('../features/history/history-screen')).HistoryScreen);
const InsightsScreen = lazyScreen(async () => (await import('../features/insights/insights-screen')).InsightsScreen);
const ThresholdScreen = lazyScreen(
  async () => (await import('../features/threshold/threshold-screen')).ThresholdScreen,
);
const SyncScreen = lazyScreen(async () => (await import('../features/sync/sync-screen')).SyncScreen);
const SettingsScreen = lazyScreen(async () => (await import('../features/settings/settings-screen')).SettingsScreen);
const CheckScreen = lazyScreen(async () => (await import('./report-screens')).ComposedCheckScreen);
const ReportSettings = lazyScreen(async () => (await import('../features/report/report-settings')).ReportSettings);
const ExportScreen = lazyScreen(async () => (await import('./report-screens')).ComposedExportScreen);
const ReportScreen = lazyScreen(async () => (await import('./report-screens')).ComposedReportScreen);

const TeachScreen = lazyScreen(async () => (await import('../features/teach/teach-screen')).TeachScreen);
const TeachingScreen = lazyScreen(async () => (await import('../features/teach/teaching-screen')).TeachingScreen);
const AssetsScreen = lazyScreen(async () => (await import('../features/assets/assets-screen')).AssetsScreen);
const AssignScreen = lazyScreen(async () => (await import('../features/assets/assign-screen')).AssignScreen);
const AssetScreen = lazyScreen(async () => (await import('../features/assets/asset-screen')).AssetScreen);
const LibraryScreen = lazyScreen(async () => (await import('../features/library/library-screen')).LibraryScreen);
const ImportScreen = lazyScreen(async () => (await import('../features/library/import-screen')).ImportScreen);
const OwnPackScreen = lazyScreen(async () => (await import('../features/library/own-pack-screen')).OwnPackScreen);
const LearnScreen = lazyScreen(async () => (await import('../features/learn/learn-screen')).LearnScreen);
const PackHistoryScreen = lazyScreen(
  async () => (await import('../features/learn/version-history-screen')).PackHistoryScreen,
);
const OfferedPacks = lazyPart(async () => (await import('../features/library/offered-packs')).OfferedPacks);
const DriftNotice = lazyPart(async () => (await import('../features/drift/drift-notice')).DriftNotice);
const JobsScreen = lazyScreen(async () => (await import('../features/jobs/jobs-screen')).JobsScreen);
const JobScreen = lazyScreen(async () => (await import('../features/jobs/job-screen')).JobScreen);

/** The frame and the screen of the current address. Only this module imports several features. */
export function Routes({ prompt }: { readonly prompt: ReactNode }): ReactElement {
  const words = useWords();
  const [location] = useLocation();
  useQueryRefresh();
  useEffect(preloadFirstResult, []);
  return (
    <AppShell
      name={words.say('app.name')}
      places={placesFrom(words, location)}
      renderLink={renderPlace}
      status={<Status />}
    >
      {prompt}
      <BatchNotices />
      <DocumentsRedirect />
      <PictureIntakeProvider>
        <ErrorBoundary key={location}>
          <Screens />
        </ErrorBoundary>
      </PictureIntakeProvider>
    </AppShell>
  );
}

/** The first picture and result must not wait for their code. If it cannot be loaded now, it is loaded again when it is needed. */
function preloadFirstResult(): void {
  for (const load of [loadListedQueue, loadResultScreen]) void load().catch(() => undefined);
}

function Status(): ReactElement {
  return (
    <>
      <BatchChip />
      <SyncChip />
      <Connectivity />
    </>
  );
}

function Screens(): ReactElement {
  return (
    <Switch>
      <Route path="/">
        <StartScreen />
      </Route>
      {Object.entries(screens).map(([path, Screen]) => (
        <Route key={path} path={path}>
          <Screen />
        </Route>
      ))}
      {Object.entries(screensOfOne).map(([path, Screen]) => (
        <Route<{ readonly id: string }> key={path} path={path}>
          {({ id }) => <Screen key={id} id={id} />}
        </Route>
      ))}
      <Route>
        <AbsentScreen />
      </Route>
    </Switch>
  );
}

/** The screens that show a list, or do one thing, by their address. */
const screens: Readonly<Record<string, ComponentType>> = {
  '/review/threshold': ThresholdScreen,
  '/camera': () => <CameraScreen chooser={<PictureChooser />} />,
  '/light-table': LightTableScreen,
  '/history': HistoryScreen,
  '/insights': InsightsScreen,
  '/report': ReportScreen,
  '/export': ExportScreen,
  '/check': CheckScreen,
  '/teach': TeachScreen,
  '/assets': AssetsScreen,
  '/assets/assign': AssignScreen,
  '/jobs': JobsScreen,
  '/packs': LibraryScreen,
  '/packs/import': ImportScreen,
  '/sync': SyncScreen,
  '/sending': () => <Redirect to="/sync" replace />,
  '/settings': () => <SettingsScreen packs={<PackList />} reports={<ReportSettings />} />,
};

/** The screens of one inspection, batch, asset, …; they come after those above, which have addresses such as `/packs/import`. */
const screensOfOne: Readonly<Record<string, ComponentType<{ readonly id: string }>>> = {
  '/inspection/:id': ResultScreen,
  '/batch/:id': BatchScreen,
  '/teach/:id': ({ id }) => <TeachingScreen id={id} chooserFor={(packId) => <TeachChooser packId={packId} />} />,
  '/assets/:id': AssetScreen,
  '/jobs/:id': JobScreen,
  '/packs/:id': ({ id }) => <OwnPackScreen id={id} drift={<Drift packId={id} />} />,
  // The address in versions before the examples of corrections had their name.
  '/packs/:id/lessons': ({ id }) => <Redirect to={`/packs/${id}/learn${globalThis.location.search}`} replace />,
  '/packs/:id/learn': ({ id }) => <LearnScreen id={id} drift={<Drift packId={id} />} />,
  '/packs/:id/history': PackHistoryScreen,
};

function StartScreen(): ReactElement {
  return (
    <InspectScreen
      openSample={openSample}
      renderPackChooser={(withPack) => (
        <PackChooser offered={<OfferedPacks />}>
          {(pack) => (
            <>
              {withPack(pack)}
              <Drift packId={pack.id} />
            </>
          )}
        </PackChooser>
      )}
      queue={<QueueList listed={<ListedQueue />} />}
    />
  );
}

/** The warning that recent pictures are unlike those that the pack knows. */
function Drift({ packId }: { readonly packId: string }): ReactElement {
  return (
    <DriftGate packId={packId}>
      <DriftNotice packId={packId} />
    </DriftGate>
  );
}

/** Camera, files, folder and ZIP file for a screen that takes the pictures. */
function TeachChooser({ packId }: { readonly packId: string }): ReactElement {
  return (
    <>
      <IntakeNotice />
      <PictureChooser packId={packId} />
      <FolderInputs isDisabled={false} />
    </>
  );
}

function placesFrom(words: Words, location: string): readonly NavPlace[] {
  return [
    { title: words.say('app.inspect'), icon: 'inspect', href: '/', isHere: location === '/' },
    { title: words.say('app.history'), icon: 'history', href: '/history', isHere: location === '/history' },
    {
      title: words.say('app.insights'),
      icon: 'chart',
      href: '/insights',
      isHere: location === '/insights',
      // On a phone the history links to it.
      isRailOnly: true,
    },
    {
      title: words.say('app.teach'),
      icon: 'teach',
      href: '/teach',
      isHere: isAt(location, '/teach'),
    },
    { title: words.say('app.jobs'), icon: 'list', href: '/jobs', isHere: isAt(location, '/jobs', '/assets') },
    { title: words.say('app.sync'), icon: 'send', href: '/sync', isHere: location === '/sync' },
    { title: words.say('app.settings'), icon: 'settings', href: '/settings', isHere: location === '/settings' },
  ];
}

function isAt(location: string, ...paths: readonly string[]): boolean {
  return paths.some((path) => location === path || location.startsWith(`${path}/`));
}

function renderPlace(place: NavPlace, className: string, children: ReactNode): ReactNode {
  return (
    <Link key={place.href} href={place.href} className={className} aria-current={place.isHere ? 'page' : undefined}>
      {children}
    </Link>
  );
}

function AbsentScreen(): ReactElement {
  const words = useWords();
  return (
    <AbsentPage
      absence={words.say('app.absentTitle')}
      reason={words.say('app.absent')}
      way={{ href: '/', words: words.say('app.toInspect'), look: 'primary' }}
    />
  );
}
