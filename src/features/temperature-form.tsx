import { useState, type ReactElement } from 'react';
import type { InspectionRecord } from '../domain/record';
import { InputField } from '../ui/form-field';
import { formTexts } from './typed-form';
import { useWords } from '../ui/words-context';

type Temperatures = NonNullable<InspectionRecord['temperatures']>;

const fields = ['hotC', 'referenceC', 'ambientC'] as const;

/** Three temperatures in °C. They are saved when the user leaves a field; without any text they are removed. */
export function TemperatureForm(props: {
  readonly temperatures: Temperatures | undefined;
  readonly onChange: (temperatures: Temperatures | undefined) => void;
}): ReactElement {
  const words = useWords();
  const [isBad, setBad] = useState(false);
  const save = (form: HTMLFormElement | null): void => {
    if (form === null) return;
    const read = readTemperatures(formTexts(form));
    setBad(read === 'bad');
    if (read !== 'bad')
      props.onChange(read === undefined ? undefined : { ...unknownFields(props.temperatures), ...read });
  };
  return (
    <form
      className="stack-tight"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save(event.currentTarget);
      }}
    >
      <div className="form-grid">
        {fields.map((field) => (
          <InputField
            key={field}
            name={field}
            label={words.say(`assets.${field}`)}
            inputMode="decimal"
            maxLength={12}
            defaultValue={props.temperatures?.[field]}
            onBlur={(event) => save(event.currentTarget.form)}
          />
        ))}
      </div>
      <p className="small quiet">{words.say('assets.temperaturesHint')}</p>
      {isBad ? <p role="alert">{words.say('assets.temperatureBad')}</p> : null}
    </form>
  );
}

/** The fields that this version does not know stay. */
function unknownFields(temperatures: Temperatures | undefined): object {
  const others = Object.entries(temperatures ?? {}).filter(([name]) => !fields.some((field) => field === name));
  return Object.fromEntries(others);
}

/** Undefined where all fields are empty. */
function readTemperatures(form: Readonly<Record<string, string>>): Temperatures | undefined | 'bad' {
  const texts = fields.map((field) => (form[field] ?? '').trim());
  if (texts.every((text) => text === '')) return undefined;
  const [hotC, referenceC, ambientC] = texts.map((text) => (text === '' ? undefined : Number(text.replace(',', '.'))));
  const isBad = [hotC, referenceC, ambientC].some((value) => value !== undefined && !Number.isFinite(value));
  if (hotC === undefined || isBad) return 'bad';
  return {
    hotC,
    ...(referenceC === undefined ? {} : { referenceC }),
    ...(ambientC === undefined ? {} : { ambientC }),
  };
}
