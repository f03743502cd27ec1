/** The office: plain pages for people with an engineer's token. */
import { Hono } from 'hono';
import { createAssets, readAssets } from './assets';
import { createBlobs } from './blob-routes';
import { createDevices } from './device-routes';
import { notFoundPage } from './frame';
import { neverStored, sameOriginOnly, signedInOnly } from './guard';
import { createLive } from './live';
import { officeTime } from './moments';
import type { OfficeEnv, OfficeParts, OfficeWorld } from './office-world';
import { createOverview } from './overview-routes';
import { paths } from './paths';
import { createRecords } from './records-routes';
import { createReport } from './report-routes';
import { createSignIn } from './sign-in';
import { createTransfer } from './transfer-routes';

/** Everything under `/office`. */
export async function createOffice(world: OfficeWorld): Promise<Hono> {
  const assets = await readAssets();
  const parts: OfficeParts = { world, time: officeTime(world.timeZone), assetTag: assets.tag };
  const app = new Hono();
  app.use(neverStored, sameOriginOnly);
  app.route('/assets', createAssets(assets));
  app.route('/', createSignIn(parts));
  app.route('/', createSignedIn(parts));
  return app;
}

function createSignedIn(parts: OfficeParts): Hono<OfficeEnv> {
  const app = new Hono<OfficeEnv>();
  app.use(signedInOnly(parts.world));
  app.get('/', (context) => context.redirect(paths.records, 303));
  for (const create of [
    createRecords,
    createLive,
    createOverview,
    createDevices,
    createTransfer,
    createReport,
    createBlobs,
  ]) {
    app.route('/', create(parts));
  }
  app.all('*', (context) => notFoundPage(context, parts));
  return app;
}
