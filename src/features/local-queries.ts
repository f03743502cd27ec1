/** Queries on the device's storage that several features use. Storage is the source of truth; the cache is a view of it. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Pack } from '../domain/pack';
import type { RasterRef } from '../domain/record';
import { useWords } from '../ui/words-context';
import { useServices } from './use-services';
import type { PackFetchFault } from '../services/fetch-pack-file';
import type { PackOffer } from '../services/pack-offers';
import type { Result } from '../domain/result';

/** Query keys. Each key about saved inspections begins with `inspections`. */
export const queryKeys = {
  inspections: ['inspections'],
  history: ['inspections', 'history'],
  /** What packs can learn from corrections. */
  learning: ['inspections', 'learning'],
  offers: ['pack-offers'],
  storage: ['storage-health'],
  /** Assets and jobs. */
  shared: ['shared'],
  assets: ['shared', 'assets'],
  jobs: ['shared', 'jobs'],
  installed: (packId: string) => ['installed-pack', packId],
  bytes: (ref: RasterRef) => ['bytes', ref],
} as const;

const thumbnailGcMs = 30_000;

/** The packs on offer and on the device. */
export function usePackOffers(): UseQueryResult<Result<readonly PackOffer[], PackFetchFault>> {
  const { packs } = useServices();
  const { tag } = useWords().locale;
  return useQuery({ queryKey: [...queryKeys.offers, tag], queryFn: () => packs.offers(tag) });
}

/** The manifest of an installed pack; null where it is not installed. */
export function useInstalledPack(packId: string): UseQueryResult<Pack | null> {
  const { packs } = useServices();
  return useQuery({
    queryKey: queryKeys.installed(packId),
    queryFn: async () => (await packs.installed(packId)) ?? null,
  });
}

/** The bytes of a thumbnail; null where they cannot be read. Released soon after the last element that shows them. */
export function useThumbnail(ref: RasterRef): UseQueryResult<ArrayBuffer | null> {
  const { inspections } = useServices();
  return useQuery({
    queryKey: queryKeys.bytes(ref),
    queryFn: async () => {
      const read = await inspections.read(ref);
      return read.ok ? read.value : null;
    },
    gcTime: thumbnailGcMs,
    staleTime: Infinity,
  });
}
