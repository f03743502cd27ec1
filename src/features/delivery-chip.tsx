import type { ReactElement } from 'react';
import type { DeliveryState } from '../domain/delivery';
import { Chip } from '../ui/chip';
import { useWords } from '../ui/words-context';
import { deliveryLooks } from './delivery-text';

/** A delivery state as a chip. */
export function StateChip({ state }: { readonly state: DeliveryState }): ReactElement {
  const words = useWords();
  return (
    <span>
      <Chip {...deliveryLooks[state]}>{words.say(`delivery.state.${state}.title`)}</Chip>
    </span>
  );
}
