/**
 * Thumbnails and maps of the rows in view. Those of one screen are read in one transaction and shown in one render, however many
 * there are. A bounded number is kept.
 */
import { createObservable } from '../../domain/observable';
import type { FloatRaster } from '../../domain/picture';
import type { RasterRef } from '../../domain/record';

export interface ThumbnailSources {
  /** Reads of one turn of the event loop are one transaction. Undefined where it cannot be read. */
  readonly bytes: (ref: RasterRef) => Promise<ArrayBuffer | undefined>;
  readonly map: (ref: RasterRef) => Promise<FloatRaster | undefined>;
  readonly createUrl: (bytes: ArrayBuffer, mime: string) => string;
  readonly revokeUrl: (url: string) => void;
}

export type ThumbnailCache = ReturnType<typeof createThumbnailCache>;

/** Several screens of a large desktop. */
const mostKept = 600;

export function createThumbnailCache({ bytes, map, createUrl, revokeUrl }: ThumbnailSources) {
  const urls = new Map<string, string>();
  const maps = new Map<string, FloatRaster>();
  /** Being read, or not readable. */
  const asked = new Set<string>();
  const revision = createObservable(0);

  async function readUrl(ref: RasterRef): Promise<void> {
    const found = await bytes(ref);
    if (found !== undefined) urls.set(ref.sha256, createUrl(found, ref.mime));
  }

  async function readMap(ref: RasterRef): Promise<void> {
    const found = await map(ref);
    if (found !== undefined) maps.set(ref.sha256, found);
  }

  /** The oldest go first: a `Map` keeps the order in which they were added. */
  function evict(): void {
    for (const [key, url] of [...urls].slice(0, Math.max(0, urls.size - mostKept))) {
      revokeUrl(url);
      urls.delete(key);
      asked.delete(key);
    }
    for (const key of [...maps.keys()].slice(0, Math.max(0, maps.size - mostKept))) {
      maps.delete(key);
      asked.delete(key);
    }
  }

  return {
    subscribe: revision.subscribe,
    revision: revision.read,
    url: (ref: RasterRef): string | undefined => urls.get(ref.sha256),
    map: (ref: RasterRef): FloatRaster | undefined => maps.get(ref.sha256),
    /** Reads what is missing. */
    async ensure(thumbnails: readonly RasterRef[], mapRefs: readonly RasterRef[]): Promise<void> {
      const isMissing = ({ sha256 }: RasterRef): boolean => !asked.has(sha256);
      const [missing, missingMaps] = [thumbnails.filter(isMissing), mapRefs.filter(isMissing)];
      if (missing.length + missingMaps.length === 0) return;
      for (const { sha256 } of [...missing, ...missingMaps]) asked.add(sha256);
      await Promise.all([...missing.map(readUrl), ...missingMaps.map(readMap)]);
      evict();
      revision.write(revision.read() + 1);
    },
  };
}
