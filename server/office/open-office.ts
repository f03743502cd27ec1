import type { Hono } from 'hono';
import { importLimitBytes } from '../../src/protocol/intake-records';
import type { ServerConfig } from '../config';
import { clientAddress } from '../http/client-address';
import { importQueue } from '../intake/import-queue';
import { spoolDirOf, withSpooled } from '../files/spool';
import type { ServerDependencies } from '../dependencies';
import { createOffice } from './office-app';

/** Opens the office on the server. Its streams end when `ending` aborts. */
export function openOffice(config: ServerConfig, server: ServerDependencies, ending: AbortSignal): Promise<Hono> {
  return createOffice({
    ...server,
    timeZone: config.officeTimeZone,
    ending,
    addressOf: (context) => clientAddress(context, config.trustedProxies),
    importQueue: (zip, { engineer, requestId }) =>
      withSpooled(spoolDirOf(config.dataDir), zip, importLimitBytes, (path) =>
        importQueue(server, path, { label: engineer, requestId }),
      ),
  });
}
