import { useId, type ReactElement } from 'react';

/** One of a `ChoiceRow`. */
export interface Choice<Value extends string> {
  readonly value: Value;
  readonly title: string;
}

/** A row of radio buttons of which exactly one is selected. `isCompact` is for rows that must fit a phone in one line. */
export function ChoiceRow<Value extends string>(props: {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly isCompact?: boolean;
}): ReactElement {
  const group = useId();
  return (
    <div
      role="radiogroup"
      className={props.isCompact === true ? 'choice-row choice-row-compact' : 'choice-row'}
      aria-label={props.label}
    >
      {props.choices.map(({ value, title }) => (
        <label key={value} className="choice">
          <input
            type="radio"
            name={group}
            className="covering-input"
            checked={value === props.value}
            onChange={() => props.onChange(value)}
          />
          {title}
        </label>
      ))}
    </div>
  );
}
