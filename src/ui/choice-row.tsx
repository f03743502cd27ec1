import { ToggleGroup } from 'radix-ui';
import type { ReactElement } from 'react';

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
  const take = (value: string): void => {
    const choice = props.choices.find((each) => each.value === value);
    if (choice !== undefined) props.onChange(choice.value);
  };
  return (
    <ToggleGroup.Root
      type="single"
      className="choice-row"
      aria-label={props.label}
      value={props.value}
      onValueChange={take}
    >
      {props.choices.map((choice) => (
        <ToggleGroup.Item key={choice.value} className="choice" value={choice.value}>
          {choice.title}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
