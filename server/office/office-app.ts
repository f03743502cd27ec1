/** The office: web pages for engineers, rendered on the server (ADR 10). */
import { Hono } from 'hono';
import { createAssetList } from './asset-routes';
import { createAssets, readAssets } from './static-files';
import { createBlobs } from './blob-routes';
import type { OfficeDependencies, OfficeEnv, RouteDependencies } from './dependencies';
import { createDevices } from './device-routes';
import { noStore, sameOriginOnly, signedInOnly } from './guard';
import { createJobs } from './job-routes';
import { createLive } from './live';
import { officeTime } from './office-time';
import { officeWords } from './office-words';
import { createPacks } from './pack-routes';
import { createOverview } from './overview-routes';
import { paths } from './paths';
import { createRecords } from './records-routes';
import { refuseUnreadableQuery, notFoundPage } from './render';
import { createReport } from './report-routes';
import { createSignIn } from './sign-in';
import { createTrainings } from './training-routes';
import { createTransfer } from './transfer-routes';

/** Everything under `/office`. */
export async function createOffice(office: OfficeDependencies): Promise<Hono> {
  const assets = await readAssets();
  const { timeZone } = office;
  const dependencies: RouteDependencies = {
    ...office,
    words: officeWords(timeZone),
    time: officeTime(timeZone),
    assetTag: assets.tag,
  };
  const app = new Hono();
  app.use(noStore, sameOriginOnly(dependencies));
  app.route('/assets', createAssets(assets));
  app.route('/', createSignIn(dependencies));
  app.route('/', createSignedIn(dependencies));
  return app;
}

const routes = [
  createRecords,
  createLive,
  createJobs,
  createAssetList,
  createOverview,
  createDevices,
  createPacks,
  createTrainings,
  createTransfer,
  createReport,
  createBlobs,
] as const;

function createSignedIn(dependencies: RouteDependencies): Hono<OfficeEnv> {
  const app = new Hono<OfficeEnv>();
  app.use(signedInOnly(dependencies), refuseUnreadableQuery(dependencies));
  app.get('/', (context) => context.redirect(paths.records, 303));
  for (const create of routes) app.route('/', create(dependencies));
  app.all('*', (context) => notFoundPage(context, dependencies));
  return app;
}
