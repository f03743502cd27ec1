import { useSyncExternalStore } from 'react';
import type { HistoryService } from '../../services/history-service';
import type { InspectionService } from '../../services/inspection-service';
import { useServices } from '../use-services';
import { createThumbnailCache, type ThumbnailCache } from './thumbnail-cache';

/** One cache for each database: going back shows the pictures at once. */
const caches = new WeakMap<HistoryService, ThumbnailCache>();

/** The thumbnails that are read so far. Renders again when more are. */
export function useThumbnails(): ThumbnailCache {
  const { history, inspections } = useServices();
  const cache = cacheOf(history, inspections);
  useSyncExternalStore(cache.subscribe, cache.revision);
  return cache;
}

function cacheOf(history: HistoryService, inspections: InspectionService): ThumbnailCache {
  const known = caches.get(history);
  if (known !== undefined) return known;
  const cache = createThumbnailCache({
    bytes: async (ref) => {
      const read = await inspections.read(ref);
      return read.ok ? read.value : undefined;
    },
    map: history.map,
    createUrl: (bytes, type) => URL.createObjectURL(new Blob([bytes], { type })),
    revokeUrl: (url) => URL.revokeObjectURL(url),
  });
  caches.set(history, cache);
  return cache;
}
