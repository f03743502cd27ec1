import type { ReactElement } from 'react';
import type { Job, JobDraft } from '../../domain/job';
import { readJobTexts } from '../../domain/typed-texts';
import { InputField } from '../../ui/form-field';
import { JobChoices } from '../../ui/job-choices';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';
import { TypedForm } from '../typed-form';

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
  return (
    <TypedForm
      read={(texts) => readJobTexts(texts, initial?.assets ?? [])}
      titleOf={(field) => fieldTitle(words, field)}
      isSaving={props.isSaving}
      onSave={props.onSave}
      onCancel={props.onCancel}
    >
      {() => (
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
          <JobChoices status={initial?.status} weather={initial?.weather} />
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
      )}
    </TypedForm>
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
