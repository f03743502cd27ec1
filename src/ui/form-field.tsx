/** Fields of a form that the browser sends itself: they keep their own value. `TextField` is for values held by a component. */
import type { ComponentProps, ReactElement, ReactNode } from 'react';

/** A label above its control. */
function FormField(props: {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly children: ReactNode;
}): ReactElement {
  const field = (
    <label className="form-field">
      <span className="form-field-label">{props.label}</span>
      {props.children}
    </label>
  );
  if (props.hint === undefined) return field;
  // Outside the label, so that it is not part of the name of the field.
  return (
    <div className="form-field">
      {field}
      <span className="small quiet">{props.hint}</span>
    </div>
  );
}

/** A labelled input: a date, a password, a file. */
export function InputField({
  label,
  hint,
  ...input
}: ComponentProps<'input'> & { readonly label: string; readonly hint?: string }): ReactElement {
  return (
    <FormField label={label} hint={hint}>
      <input className="text-field-input" {...input} />
    </FormField>
  );
}

/** One entry of a `SelectField`. */
export interface SelectOption {
  readonly value: string;
  readonly title: string;
}

/** A labelled list of which one entry is chosen. */
export function SelectField(props: {
  readonly label: string;
  readonly name: string;
  readonly options: readonly SelectOption[];
  readonly chosen: string;
  readonly hint?: string | undefined;
  readonly onChosen?: (value: string) => void;
}): ReactElement {
  return (
    <FormField label={props.label} hint={props.hint}>
      <select
        className="text-field-input"
        name={props.name}
        defaultValue={props.chosen}
        onChange={({ target }) => props.onChosen?.(target.value)}
      >
        {props.options.map(({ value, title }) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
    </FormField>
  );
}

/** A box to tick, with its label beside it. `isLabelHidden` leaves the label to screen readers. */
export function CheckField({
  label,
  isLabelHidden,
  ...input
}: ComponentProps<'input'> & { readonly label: string; readonly isLabelHidden?: boolean }): ReactElement {
  return (
    <label className="check-field">
      <input {...input} type="checkbox" />
      <span className={isLabelHidden === true ? 'visually-hidden' : undefined}>{label}</span>
    </label>
  );
}
