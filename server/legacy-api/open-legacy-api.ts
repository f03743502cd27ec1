/** Joins the earlier systems' interface: threads, database, shelf, and the broom that goes over the shelf. */
import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { modelsDir } from '../../node-host/installation';
import { openInference, type Inference } from '../inference/inference';
import type { ServerDependencies } from '../dependencies';
import { thermalPack } from './detection';
import { createLegacyApp } from './legacy-app';
import { createLegacyStore, createOutputRows } from './legacy-store';
import type { LegacySettings } from './legacy-settings';
import { readFigures } from './model-info';
import { createOutputStore, type OutputStore } from './output-store';
import { gradingPack } from './predict';
import { createUploads } from './upload';

/** The running part. */
export interface OpenLegacyApi {
  readonly app: Hono;
  readonly inference: Inference;
  readonly close: () => Promise<void>;
}

/** Larger pictures get views of a smaller copy: those of a phone's photo would take seconds and tens of megabytes. */
const viewLimitPixels = 4_000_000;

/** All uploads together, in sizes of the largest one. */
const uploadsAtOnce = 8;

const sweepEveryMs = 3_600_000;

/** Opens it. The threads load their packs meanwhile. */
export async function openLegacyApi(
  settings: LegacySettings,
  dependencies: ServerDependencies,
): Promise<OpenLegacyApi> {
  const figures = await readFigures(modelsDir, thermalPack);
  const inference = openInference({
    setup: { modelsDir, packIds: [gradingPack, thermalPack], viewLimitPixels },
    ...(settings.workers === undefined ? {} : { workers: settings.workers }),
    queueLimit: settings.queueLimit,
    limitMs: settings.pictureLimitMs,
    log: dependencies.log,
  });
  const shelf = openOutputs(settings, dependencies);
  const broom = startCleanup(shelf, dependencies);
  const uploads = createUploads({
    requestBytes: settings.uploadLimitBytes,
    allBytes: uploadsAtOnce * settings.uploadLimitBytes,
  });
  const app = createLegacyApp({
    ...createLegacyStore(dependencies.db, dependencies.now),
    uploads,
    inference,
    figures,
    shelf,
    newId: () => randomUUID().replaceAll('-', ''),
    storeViews: (id, views) => shelf.keep(id, views),
  });
  return {
    app,
    inference,
    close: async () => {
      clearInterval(broom);
      await inference.close();
    },
  };
}

function openOutputs({ outputsKeepDays }: LegacySettings, { db, blobs, now }: ServerDependencies): OutputStore {
  return createOutputStore({
    rows: createOutputRows(db),
    blobs,
    now,
    keepDays: outputsKeepDays,
  });
}

/** Now and every hour. What fails now is tried again then. */
function startCleanup(shelf: OutputStore, { log }: ServerDependencies): NodeJS.Timeout {
  const sweep = () => {
    shelf.sweep().then(
      (swept) => swept > 0 && log.info({ swept }, 'old result pictures removed'),
      (error: unknown) => log.warn({ error: String(error) }, 'old result pictures could not be removed'),
    );
  };
  sweep();
  return setInterval(sweep, sweepEveryMs).unref();
}
