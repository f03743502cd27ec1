/** The pictures of results: stored for some days under unguessable names, and served under `/outputs/`. */
import { viewNames, type ViewName } from '../../node-host/draw-views';
import { sha256Hex } from '../../node-host/sha256';
import type { DrawnViews } from '../inference/inference-job';
import type { VisualizationUrls } from './detect-anomaly';

/** A picture of a result. `sha256` names its bytes in the blob store. */
export interface OutputRow {
  readonly id: string;
  readonly view: ViewName;
  readonly sha256: string;
}

/** The rows of stored pictures. */
export interface OutputRows {
  add(rows: readonly (OutputRow & { readonly madeAt: Date })[]): Promise<void>;
  find(id: string, view: ViewName): Promise<OutputRow | undefined>;
  /** At most `limit` pictures made before `cutOff`, the oldest first. */
  olderThan(cutOff: Date, limit: number): Promise<readonly OutputRow[]>;
  remove(rows: readonly OutputRow[]): Promise<void>;
}

/** The bytes of stored pictures. */
interface OutputBlobs {
  put(sha256: string, bytes: Uint8Array): Promise<void>;
  read(sha256: string): Promise<Uint8Array | undefined>;
  remove(sha256: string): Promise<void>;
}

/** What the store needs. `now` is in milliseconds since 1970. */
export interface OutputStoreDependencies {
  readonly rows: OutputRows;
  readonly blobs: OutputBlobs;
  readonly now: () => number;
  readonly keepDays: number;
}

/** The store. */
export interface OutputStore {
  store(id: string, views: DrawnViews): Promise<VisualizationUrls>;
  /** The PNG at `/outputs/<folder>/<name>`. */
  read(folder: string, name: string): Promise<Uint8Array | undefined>;
  /** Removes pictures older than `keepDays`; returns how many. */
  removeExpired(): Promise<number>;
}

const folders: Readonly<Record<ViewName, string>> = {
  mask: 'masks',
  overlay: 'overlays',
  filtered: 'filtered',
  bounded: 'bounded',
};

const dayMs = 86_400_000;
const removedAtOnce = 200;

/** A store over rows and blobs. */
export function createOutputStore({ rows, blobs, now, keepDays }: OutputStoreDependencies): OutputStore {
  return {
    store: async (id, views) => {
      const stored = viewNames.map((view) => ({ id, view, sha256: sha256Hex(views[view]), madeAt: new Date(now()) }));
      // Rows first: a picture without a row would never be removed.
      await rows.add(stored);
      await Promise.all(stored.map((row) => blobs.put(row.sha256, views[row.view])));
      return outputUrls(id);
    },
    read: async (folder, name) => {
      const parsed = parseName(folder, name);
      const row = parsed === undefined ? undefined : await rows.find(parsed.id, parsed.view);
      return row === undefined ? undefined : blobs.read(row.sha256);
    },
    removeExpired: () => removeExpired(new Date(now() - keepDays * dayMs), { rows, blobs }),
  };
}

/** The URLs of the pictures of the result `id`. */
export function outputUrls(id: string): VisualizationUrls {
  const urlOf = (view: ViewName): string => `/outputs/${folders[view]}/image_${id}_${view}.png`;
  return {
    mask_url: urlOf('mask'),
    overlay_url: urlOf('overlay'),
    filtered_url: urlOf('filtered'),
    bounded_url: urlOf('bounded'),
  };
}

function parseName(folder: string, name: string): { readonly id: string; readonly view: ViewName } | undefined {
  const [, id, word] = /^image_([0-9a-f]{32})_([a-z]+)\.png$/.exec(name) ?? [];
  const view = viewNames.find((each) => each === word);
  return id === undefined || view === undefined || folders[view] !== folder ? undefined : { id, view };
}

/**
 * Bytes first, then rows: after a crash in between, the next run finds the rows again. No two results share bytes, since each
 * picture contains the name of its result.
 */
async function removeExpired(
  cutOff: Date,
  { rows, blobs }: Pick<OutputStoreDependencies, 'rows' | 'blobs'>,
): Promise<number> {
  let removed = 0;
  for (;;) {
    const old = await rows.olderThan(cutOff, removedAtOnce);
    if (old.length === 0) return removed;
    for (const { sha256 } of old) await blobs.remove(sha256);
    await rows.remove(old);
    removed += old.length;
  }
}
