import type { PackOffer } from '../services/pack-offers';
import { usePackOffers } from './local-queries';
import { usePreferences } from './use-preferences';

/** The pack that was chosen last, else the first; undefined until the packs are known and where there are none. */
export function useChosenPack(): PackOffer | undefined {
  const offers = usePackOffers().data;
  const [{ packId }] = usePreferences();
  if (offers?.ok !== true) return undefined;
  return offers.value.find(({ id }) => id === packId) ?? offers.value[0];
}
