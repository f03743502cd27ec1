import type { ReactElement } from 'react';
import { jobStatuses, weathers } from '../domain/job';
import { SelectField } from './form-field';
import { useWords } from './words-context';

/** The fields of a job that are chosen from a list: status and weather. */
export function JobChoices(props: {
  readonly status: string | undefined;
  readonly weather: string | undefined;
}): ReactElement {
  const words = useWords();
  return (
    <>
      <SelectField
        name="status"
        label={words.say('jobs.status')}
        options={jobStatuses.map((value) => ({ value, title: words.say(`jobs.status.${value}`) }))}
        chosen={props.status ?? 'PENDING'}
      />
      <SelectField
        name="weather"
        label={words.say('jobs.weather')}
        options={[
          { value: '', title: words.say('jobs.weather.none') },
          ...weathers.map((value) => ({ value, title: words.say(`jobs.weather.${value}`) })),
        ]}
        chosen={props.weather ?? ''}
      />
    </>
  );
}
