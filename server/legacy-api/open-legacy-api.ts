/** Joins the legacy API: inference, database, stored pictures and their cleanup. */
import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { modelsDir } from '../../node-host/installation';
import { openInference, type Inference } from '../inference/inference';
import type { ServerDependencies } from '../dependencies';
import { thermalPack } from './detect-anomaly';
import { openRetraining } from '../training/retraining';
import { openTrainer } from '../training/trainer';
import { createLegacyApp } from './legacy-app';
import type { FormDependencies } from './legacy-form';
import { createLegacyStore, createOutputRows } from './legacy-store';
import type { LegacySettings } from '../config';
import { readFigures } from './model-info';
import { createOutputStore, type OutputStore } from './output-store';
import { gradingPack } from './predict';
import { createUploads } from './upload';

/** The running legacy API. */
export interface OpenLegacyApi {
  readonly app: Hono;
  readonly inference: Inference;
  readonly close: () => Promise<void>;
}

/** Larger pictures get views of a smaller copy: views of a phone's photo would take seconds and tens of megabytes. */
const viewLimitPixels = 4_000_000;

/** Space for all uploads together, in uploads of the largest size. */
const uploadsAtOnce = 8;

const cleanupEveryMs = 3_600_000;

/** Opens the legacy API. The threads load their packs meanwhile. */
export async function openLegacyApi(
  settings: LegacySettings,
  dependencies: ServerDependencies,
  isOnlyProcess: boolean,
): Promise<OpenLegacyApi> {
  const figures = await readFigures(modelsDir, thermalPack);
  const inference = openInference({
    setup: { modelsDir, packIds: [gradingPack, thermalPack], viewLimitPixels },
    ...(settings.workers === undefined ? {} : { workers: settings.workers }),
    queueLimit: settings.queueLimit,
    limitMs: settings.pictureLimitMs,
    log: dependencies.log,
  });
  const outputs = openOutputs(settings, dependencies);
  const cleanup = startCleanup(outputs, dependencies);
  const uploads = createUploads({
    requestBytes: settings.uploadLimitBytes,
    allBytes: uploadsAtOnce * settings.uploadLimitBytes,
  });
  const retraining = await openRetraining(
    { ...settings.retrain, ...trainPlan, trainer: openTrainer(), isOnlyProcess },
    dependencies,
  );
  const app = createLegacyApp({
    ...createLegacyStore(dependencies.db, dependencies.now),
    uploads,
    inference,
    spoolDir: settings.spoolDir,
    figures,
    outputs,
    retraining,
    paths: settings.retrain.paths,
    retrain: { caller: dependencies, zipForm: zipFormOf(settings) },
    newId: () => randomUUID().replaceAll('-', ''),
    storeViews: (id, views) => outputs.store(id, views),
  });
  return {
    app,
    inference,
    close: async () => {
      clearInterval(cleanup);
      await retraining.close();
      await inference.close();
    },
  };
}

/** The pack whose network classifies: any surface. */
const basePackId = 'surface';

/** Far more than the largest data sets that the earlier system was trained with. */
const trainPlan = {
  basePackId,
  limits: {
    entries: 20_000,
    pictureBytes: 64 * 2 ** 20,
    allBytes: 4 * 2 ** 30,
    picturePixels: 64_000_000,
  },
};

/** Two ZIP files at once: more would only wait. */
function zipFormOf({ spoolDir, retrain: { zipLimitBytes } }: LegacySettings): FormDependencies {
  return { spoolDir, uploads: createUploads({ requestBytes: zipLimitBytes, allBytes: 2 * zipLimitBytes }) };
}

function openOutputs({ outputsKeepDays }: LegacySettings, { db, blobs, now }: ServerDependencies): OutputStore {
  return createOutputStore({
    rows: createOutputRows(db),
    blobs,
    now,
    keepDays: outputsKeepDays,
  });
}

/** Now and every hour. A failure is repeated with the next run. */
function startCleanup(outputs: OutputStore, { log }: ServerDependencies): NodeJS.Timeout {
  const run = () => {
    outputs.removeExpired().then(
      (removed) => removed > 0 && log.info({ removed }, 'old result pictures removed'),
      (error: unknown) => log.warn({ error: String(error) }, 'old result pictures could not be removed'),
    );
  };
  run();
  return setInterval(run, cleanupEveryMs).unref();
}
