import type { Hono } from 'hono';
import { modelsDir } from '../../node-host/installation';
import { listPacks } from '../../node-host/pack-folder';
import { importLimitBytes } from '../../src/protocol/intake-records';
import type { ServerConfig } from '../config';
import { clientAddress } from '../http/client-address';
import { importQueue } from '../intake/import-queue';
import { spoolDirOf, withSpooled } from '../files/spool';
import type { ServerDependencies } from '../dependencies';
import type { PackLevels } from './dependencies';
import { createOffice } from './office-app';

/** Opens the office on the server. Its streams end when `ending` aborts. */
export async function openOffice(config: ServerConfig, server: ServerDependencies, ending: AbortSignal): Promise<Hono> {
  return createOffice({
    ...server,
    packLevels: await readPackLevels(),
    timeZone: config.officeTimeZone,
    ending,
    addressOf: (context) => clientAddress(context, config.trustedProxies),
    importQueue: (zip, { engineer, requestId }) =>
      withSpooled(spoolDirOf(config.dataDir), zip, importLimitBytes, (path) =>
        importQueue(server, path, { label: engineer, requestId }),
      ),
  });
}

/** For records that do not name the levels of their pack: those of older versions of the app. */
async function readPackLevels(): Promise<PackLevels> {
  const packs = (await listPacks(modelsDir)).flatMap((entry) => ('pack' in entry ? [entry.pack] : []));
  return new Map(packs.map(({ id, anomaly }) => [id, (anomaly?.severity ?? []).map(({ name }) => name)]));
}
