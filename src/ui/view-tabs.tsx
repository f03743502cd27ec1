import { useId, type ReactElement, type ReactNode } from 'react';
import type { Choice } from './choice-row';
import { moveFocus } from './move-focus';

/** Tabs for several views of one thing. Arrow keys change the view. */
export function ViewTabs<Value extends string>(props: {
  readonly label: string;
  readonly views: readonly Choice<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly children: ReactNode;
}): ReactElement {
  const id = useId();
  return (
    <div className="stack-tight">
      <div
        role="tablist"
        className="choice-row view-tabs"
        aria-label={props.label}
        onKeyDown={(event) => moveFocus(event)?.click()}
      >
        {props.views.map(({ value, title }) => (
          <button
            key={value}
            type="button"
            role="tab"
            id={`${id}${value}`}
            className="choice"
            aria-selected={value === props.value}
            aria-controls={id}
            tabIndex={value === props.value ? 0 : -1}
            onClick={() => props.onChange(value)}
          >
            {title}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={id} aria-labelledby={`${id}${props.value}`} tabIndex={-1}>
        {props.children}
      </div>
    </div>
  );
}
