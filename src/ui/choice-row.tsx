import type { ReactElement } from 'react';
import { moveFocus, tabStopOf } from './move-focus';

/** One of a `ChoiceRow`. */
export interface Choice<Value extends string> {
  readonly value: Value;
  readonly title: string;
}

/** A row of choices of which exactly one is selected. Arrow keys move, Space selects. */
export function ChoiceRow<Value extends string>(props: {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}): ReactElement {
  const tabStop = tabStopOf(
    props.choices.map(({ value }) => value),
    props.value,
  );
  return (
    <div role="radiogroup" className="choice-row" aria-label={props.label} onKeyDown={moveFocus}>
      {props.choices.map(({ value, title }) => (
        <button
          key={value}
          type="button"
          role="radio"
          className="choice"
          aria-checked={value === props.value}
          tabIndex={value === tabStop ? 0 : -1}
          onClick={() => props.onChange(value)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
