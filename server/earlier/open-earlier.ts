/** Joins the earlier systems' interface: threads, database, shelf, and the broom that goes over the shelf. */
import { createHash, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Hono } from 'hono';
import { openInference, type Inference } from '../inference/inference';
import type { ServerWorld } from '../world';
import { thermalPack } from './detection';
import { createEarlierApp } from './earlier-app';
import { createEarlierBook, createOutputRows } from './earlier-book';
import type { EarlierSettings } from './earlier-settings';
import { readFigures } from './figures';
import { createOutputShelf, type OutputShelf } from './output-shelf';
import { gradingPack } from './predict';
import { createUploads } from './upload';

/** The running part. */
export interface OpenEarlier {
  readonly app: Hono;
  readonly inference: Inference;
  readonly close: () => Promise<void>;
}

const modelsDir = fileURLToPath(new URL('../../models', import.meta.url));

/** Larger pictures get views of a smaller copy: those of a phone's photo would take seconds and tens of megabytes. */
const viewLimitPixels = 4_000_000;

/** All uploads together, in sizes of the largest one. */
const uploadsAtOnce = 8;

const sweepEveryMs = 3_600_000;

/** Opens it. The threads load their packs meanwhile. */
export async function openEarlier(settings: EarlierSettings, world: ServerWorld): Promise<OpenEarlier> {
  const figures = await readFigures(modelsDir, thermalPack);
  const inference = openInference({
    setup: { modelsDir, packIds: [gradingPack, thermalPack], viewLimitPixels },
    ...(settings.workers === undefined ? {} : { workers: settings.workers }),
    queueLimit: settings.queueLimit,
    limitMs: settings.pictureLimitMs,
    log: world.log,
  });
  const shelf = openShelf(settings, world);
  const broom = startSweeping(shelf, world);
  const uploads = createUploads({
    requestBytes: settings.uploadLimitBytes,
    allBytes: uploadsAtOnce * settings.uploadLimitBytes,
  });
  const app = createEarlierApp({
    ...createEarlierBook(world.db, world.now),
    uploads,
    inference,
    figures,
    shelf,
    newId: () => randomUUID().replaceAll('-', ''),
    keepViews: (id, views) => shelf.keep(id, views),
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

function openShelf({ outputsKeepDays }: EarlierSettings, { db, blobs, now }: ServerWorld): OutputShelf {
  return createOutputShelf({
    rows: createOutputRows(db),
    blobs,
    sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    now,
    keepDays: outputsKeepDays,
  });
}

/** Now and every hour. What fails now is tried again then. */
function startSweeping(shelf: OutputShelf, { log }: ServerWorld): NodeJS.Timeout {
  const sweep = () => {
    shelf.sweep().then(
      (swept) => swept > 0 && log.info({ swept }, 'old result pictures removed'),
      (error: unknown) => log.warn({ error: String(error) }, 'old result pictures could not be removed'),
    );
  };
  sweep();
  return setInterval(sweep, sweepEveryMs).unref();
}
