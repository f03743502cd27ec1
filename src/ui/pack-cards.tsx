import type { ReactElement } from 'react';
import { Icon, type IconName } from './icon';
import { moveFocus, tabStopOf } from './move-focus';

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
  const tabStop = tabStopOf(
    props.cards.map(({ id }) => id),
    props.value,
  );
  return (
    <div
      role="radiogroup"
      className="pack-cards"
      aria-label={props.label}
      onKeyDown={(event) => moveFocus(event)?.click()}
    >
      {props.cards.map((card) => (
        <button
          key={card.id}
          type="button"
          role="radio"
          className="pack-card"
          aria-checked={card.id === props.value}
          tabIndex={card.id === tabStop ? 0 : -1}
          onClick={() => props.onChange(card.id)}
        >
          <span className="pack-card-dot" aria-hidden="true" />
          <span className="pack-card-words">
            <span className="pack-card-title">{card.title}</span>
            <span className="pack-card-summary small quiet">{card.summary}</span>
            <span className="pack-card-state small">
              <Icon name={card.stateIcon} size={18} />
              {card.state}
            </span>
          </span>
        </button>
      ))}
    </div>
  );
}
