/** The pictures of results: kept for some days under names that nobody guesses, and shown under `/outputs/`. */
import { viewNames, type ViewName } from '../../node-host/draw-views';
import { sha256Hex } from '../../node-host/sha256';
import type { DrawnViews } from '../inference/job';
import type { VisualizationUrls } from './detection';

/** A picture of a result. `sha256` names its bytes in the blob store. */
export interface OutputRow {
  readonly id: string;
  readonly view: ViewName;
  readonly sha256: string;
}

/** The rows of the shelf. */
export interface OutputRows {
  add(rows: readonly (OutputRow & { readonly madeAt: Date })[]): Promise<void>;
  find(id: string, view: ViewName): Promise<OutputRow | undefined>;
  /** At most `limit` pictures made before `cutOff`, the oldest first. */
  olderThan(cutOff: Date, limit: number): Promise<readonly OutputRow[]>;
  remove(rows: readonly OutputRow[]): Promise<void>;
}

/** Where the bytes lie. */
interface OutputBlobs {
  put(sha256: string, bytes: Uint8Array): Promise<void>;
  read(sha256: string): Promise<Uint8Array | undefined>;
  remove(sha256: string): Promise<void>;
}

/** What the shelf is made of. `now` is in milliseconds since 1970. */
export interface OutputStoreDependencies {
  readonly rows: OutputRows;
  readonly blobs: OutputBlobs;
  readonly now: () => number;
  readonly keepDays: number;
}

/** The shelf. */
export interface OutputStore {
  keep(id: string, views: DrawnViews): Promise<VisualizationUrls>;
  /** The PNG at `/outputs/<folder>/<name>`. */
  read(folder: string, name: string): Promise<Uint8Array | undefined>;
  /** Removes what is too old; says how many pictures. */
  sweep(): Promise<number>;
}

const folders: Readonly<Record<ViewName, string>> = {
  mask: 'masks',
  overlay: 'overlays',
  filtered: 'filtered',
  bounded: 'bounded',
};

const dayMs = 86_400_000;
const sweptAtOnce = 200;

/** A shelf over rows and blobs. */
export function createOutputStore({ rows, blobs, now, keepDays }: OutputStoreDependencies): OutputStore {
  return {
    keep: async (id, views) => {
      const kept = viewNames.map((view) => ({ id, view, sha256: sha256Hex(views[view]), madeAt: new Date(now()) }));
      // Rows first: a picture without a row would never be swept.
      await rows.add(kept);
      await Promise.all(kept.map((row) => blobs.put(row.sha256, views[row.view])));
      return outputUrls(id);
    },
    read: async (folder, name) => {
      const asked = parseName(folder, name);
      const row = asked === undefined ? undefined : await rows.find(asked.id, asked.view);
      return row === undefined ? undefined : blobs.read(row.sha256);
    },
    sweep: () => sweep(new Date(now() - keepDays * dayMs), { rows, blobs }),
  };
}

/** Where the pictures of the result `id` lie. */
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
 * Bytes first, then rows: after a crash in between, the next sweep finds the rows again. No two results share bytes, since each
 * picture names its result.
 */
async function sweep(cutOff: Date, { rows, blobs }: Pick<OutputStoreDependencies, 'rows' | 'blobs'>): Promise<number> {
  let swept = 0;
  for (;;) {
    const old = await rows.olderThan(cutOff, sweptAtOnce);
    if (old.length === 0) return swept;
    for (const { sha256 } of old) await blobs.remove(sha256);
    await rows.remove(old);
    swept += old.length;
  }
}
