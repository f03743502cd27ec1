import type { ReactElement } from 'react';
import { Chip } from '../ui/chip';
import type { DeliveryStateText } from './delivery-words';

/** A delivery state as a chip. */
export function StateChip({ state: { tone, icon, title } }: { readonly state: DeliveryStateText }): ReactElement {
  return (
    <span>
      <Chip tone={tone} {...(icon === undefined ? {} : { icon })}>
        {title}
      </Chip>
    </span>
  );
}
