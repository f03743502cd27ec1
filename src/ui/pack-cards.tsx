import { useId, type ReactElement } from 'react';
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
  const group = useId();
  return (
    <div role="radiogroup" className="pack-cards" aria-label={props.label}>
      {props.cards.map((card) => (
        <label key={card.id} className="pack-card">
          <input
            type="radio"
            name={group}
            className="covering-input"
            aria-label={card.title}
            aria-describedby={`${group}${card.id}`}
            checked={card.id === props.value}
            onChange={() => props.onChange(card.id)}
          />
          <span className="pack-card-dot" aria-hidden="true" />
          <span className="pack-card-words" id={`${group}${card.id}`}>
            <span className="pack-card-title">{card.title}</span>
            <span className="pack-card-summary small quiet">{card.summary}</span>
            <span className="pack-card-state small">
              <Icon name={card.stateIcon} size={18} />
              {card.state}
            </span>
          </span>
        </label>
      ))}
    </div>
  );
}
