/** Reads of the device's own storage that more than one feature shows. The store is the truth, these are views of it. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Pack } from '../domain/pack';
import type { RasterRef } from '../domain/record';
import { useServices } from './use-services';
import type { PackFetchFault } from '../services/fetch-pack-file';
import type { PackOffer } from '../services/pack-offers';
import type { Result } from '../domain/result';

/** Keys of the shared reads. Everything about saved inspections begins with `inspections`. */
export const queryKeys = {
  inspections: ['inspections'],
  history: ['inspections', 'history'],
  offers: ['pack-offers'],
  storage: ['storage-health'],
  installed: (packId: string) => ['installed-pack', packId],
  bytes: (ref: RasterRef) => ['bytes', ref],
} as const;

const keepThumbnailsMs = 30_000;

/** The packs on offer, and which of them are on the device. */
export function usePackOffers(): UseQueryResult<Result<readonly PackOffer[], PackFetchFault>> {
  const { packs } = useServices();
  return useQuery({ queryKey: queryKeys.offers, queryFn: () => packs.offers() });
}

/** The manifest of a pack on the device; null where it is not. */
export function useInstalledPack(packId: string): UseQueryResult<Pack | null> {
  const { packs } = useServices();
  return useQuery({
    queryKey: queryKeys.installed(packId),
    queryFn: async () => (await packs.installed(packId)) ?? null,
  });
}

/** The bytes of a thumbnail; null where they cannot be read. Forgotten soon after the last element that shows them. */
export function useThumbnail(ref: RasterRef): UseQueryResult<ArrayBuffer | null> {
  const { inspections } = useServices();
  return useQuery({
    queryKey: queryKeys.bytes(ref),
    queryFn: async () => {
      const read = await inspections.read(ref);
      return read.ok ? read.value : null;
    },
    gcTime: keepThumbnailsMs,
    staleTime: Infinity,
  });
}
