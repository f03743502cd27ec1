import type { ReactElement } from 'react';
import { useOwnPacks } from '../use-own-packs';
import { OfficeOffers } from './office-offers';

/** The packs that the office offers and this device lacks, where packs are chosen. */
export function OfferedPacks(): ReactElement {
  const { data: own } = useOwnPacks();
  return <OfficeOffers own={own} isNewOnly />;
}
