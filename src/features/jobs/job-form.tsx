import { useState, type ReactElement } from 'react';
import { jobStatuses, weathers, type Job, type JobDraft } from '../../domain/job';
import { readJobTexts, type TextFault } from '../../domain/typed-texts';
import { Button } from '../../ui/button';
import { InputField, SelectField } from '../../ui/form-field';
import { Notice } from '../../ui/notice';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';
import { badFieldText } from '../asset-text';
import { formTexts } from '../form-texts';

const lines = ['branch', 'inspector', 'latitude', 'longitude', 'notes'] as const;

/** The fields of a job without its assets, of a new one or of `initial`. */
export function JobForm(props: {
  readonly initial?: Job;
  /** The day of a new job. */
  readonly today: string;
  readonly isSaving: boolean;
  readonly onSave: (draft: JobDraft) => void;
  readonly onCancel: () => void;
}): ReactElement {
  const words = useWords();
  const { initial } = props;
  const [fault, setFault] = useState<TextFault>();
  const save = (form: HTMLFormElement): void => {
    const read = readJobTexts(formTexts(form), initial?.assets ?? []);
    setFault(read.ok ? undefined : read.fault);
    if (read.ok) props.onSave(read.value);
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save(event.currentTarget);
      }}
    >
      <div className="form-grid">
        <InputField
          name="number"
          label={words.say('jobs.number')}
          defaultValue={initial?.number}
          maxLength={200}
          required
        />
        <InputField
          name="date"
          type="date"
          label={words.say('jobs.date')}
          defaultValue={initial?.date ?? props.today}
          required
        />
        <SelectField
          name="status"
          label={words.say('jobs.status')}
          options={jobStatuses.map((value) => ({ value, title: words.say(`jobs.status.${value}`) }))}
          chosen={initial?.status ?? 'PENDING'}
        />
        <SelectField
          name="weather"
          label={words.say('jobs.weather')}
          options={[
            { value: '', title: words.say('jobs.weather.none') },
            ...weathers.map((value) => ({ value, title: words.say(`jobs.weather.${value}`) })),
          ]}
          chosen={initial?.weather ?? ''}
        />
        {lines.map((field) => (
          <InputField
            key={field}
            name={field}
            label={words.say(`jobs.${field}`)}
            defaultValue={valueOf(initial, field)}
            maxLength={field === 'notes' ? 4000 : 200}
          />
        ))}
      </div>
      {fault === undefined ? null : (
        <Notice tone="bad" role="alert" title={badFieldText(words, fault, fieldTitle(words, fault.field))} />
      )}
      <div className="form-actions">
        <Button look="primary" type="submit" disabled={props.isSaving}>
          {words.say('jobs.save')}
        </Button>
        <Button onClick={props.onCancel}>{words.say('jobs.cancel')}</Button>
      </div>
    </form>
  );
}

function valueOf(job: Job | undefined, field: (typeof lines)[number]): string {
  if (field === 'latitude' || field === 'longitude') return String(job?.position?.[field] ?? '');
  return job?.[field] ?? '';
}

function fieldTitle(words: Words, field: string): string {
  const known = (['number', 'date', 'status', 'weather', ...lines] as const).find((name) => name === field);
  return known === undefined ? field : words.say(`jobs.${known}`);
}
