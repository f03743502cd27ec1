import { Tabs } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import type { Choice } from './choice-row';

/** Tabs for several views of one thing. Arrow keys change the view. */
export function ViewTabs<Value extends string>(props: {
  readonly label: string;
  readonly views: readonly Choice<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly children: ReactNode;
}): ReactElement {
  const take = (value: string): void => {
    const view = props.views.find((each) => each.value === value);
    if (view !== undefined) props.onChange(view.value);
  };
  return (
    <Tabs.Root className="stack-tight" value={props.value} onValueChange={take}>
      <Tabs.List className="choice-row view-tabs" aria-label={props.label}>
        {props.views.map((view) => (
          <Tabs.Trigger key={view.value} className="choice" value={view.value}>
            {view.title}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {props.views.map((view) => (
        <Tabs.Content key={view.value} value={view.value} tabIndex={-1}>
          {props.children}
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
