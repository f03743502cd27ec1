import { useId, type ReactElement } from 'react';

/** A labelled text input of one or several lines. */
export function TextField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly maxLength: number;
  readonly rows?: number;
  readonly hint?: string;
  readonly onBlur?: () => void;
}): ReactElement {
  const id = useId();
  const field = {
    id,
    className: 'text-field-input',
    value: props.value,
    maxLength: props.maxLength,
    'aria-describedby': props.hint === undefined ? undefined : `${id}-hint`,
    onBlur: props.onBlur,
    onChange: (event: { readonly target: { readonly value: string } }) => props.onChange(event.target.value),
  };
  return (
    <div className="text-field">
      <label htmlFor={id}>{props.label}</label>
      {props.rows === undefined ? <input type="text" {...field} /> : <textarea rows={props.rows} {...field} />}
      {props.hint === undefined ? null : (
        <p id={`${id}-hint`} className="small quiet">
          {props.hint}
        </p>
      )}
    </div>
  );
}
