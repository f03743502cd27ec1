import type { PackOffer } from '../services/pack-offers';
import { usePackOffers } from './local-queries';
import { usePreferences } from './use-preferences';

/** The packs that can inspect: not those with an empty bank. */
export function usablePacks(offers: readonly PackOffer[]): readonly PackOffer[] {
  return offers.filter(({ isUntaught }) => !isUntaught);
}

/** The pack that was chosen last, else the first; undefined until the packs are known and where there are none. */
export function useChosenPack(): PackOffer | undefined {
  const offers = usePackOffers().data;
  const [{ packId }] = usePreferences();
  if (offers?.ok !== true) return undefined;
  const usable = usablePacks(offers.value);
  return usable.find(({ id }) => id === packId) ?? usable[0];
}
