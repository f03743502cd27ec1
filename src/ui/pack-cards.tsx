import { RadioGroup } from 'radix-ui';
import type { ReactElement } from 'react';
import { Icon, type IconName } from './icon';

/** One pack to choose. */
export interface PackCard {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly state: string;
  readonly stateIcon: IconName;
}

/** Large cards of which one is selected with pointer or arrow keys. */
export function PackCards(props: {
  readonly label: string;
  readonly cards: readonly PackCard[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}): ReactElement {
  return (
    <RadioGroup.Root className="pack-cards" aria-label={props.label} value={props.value} onValueChange={props.onChange}>
      {props.cards.map((card) => (
        <RadioGroup.Item key={card.id} value={card.id} className="pack-card">
          <span className="pack-card-dot" aria-hidden="true" />
          <span className="pack-card-words">
            <span className="pack-card-title">{card.title}</span>
            <span className="pack-card-summary small quiet">{card.summary}</span>
            <span className="pack-card-state small">
              <Icon name={card.stateIcon} size={18} />
              {card.state}
            </span>
          </span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
