import type { ReactElement } from 'react';
import type { ReportForm } from '../../services/report-service';
import { ChoiceRow } from '../../ui/choice-row';
import { Panel } from '../../ui/panel';
import { TextField } from '../../ui/text-field';
import { useWords } from '../../ui/words-context';

const nameLetters = 200;
const summaryLetters = 4000;

interface FormProps {
  readonly form: ReportForm;
  readonly onChange: (change: Partial<ReportForm>) => void;
}

/** Client, site, inspector and summary, and which pages there are. */
export function FrontPageForm({ form, onChange }: FormProps): ReactElement {
  const words = useWords();
  return (
    <Panel title={words.say('report.frontPage')}>
      <div className="stack">
        {(['client', 'site', 'inspector'] as const).map((field) => (
          <TextField
            key={field}
            label={words.say(`report.${field}`)}
            value={form[field]}
            onChange={(value) => onChange({ [field]: value })}
            maxLength={nameLetters}
          />
        ))}
        <TextField
          label={words.say('report.summary')}
          hint={words.say('report.summaryHint')}
          value={form.summary}
          onChange={(summary) => onChange({ summary })}
          maxLength={summaryLetters}
          rows={3}
        />
        <div className="stack-tight">
          <span aria-hidden="true">{words.say('report.pages')}</span>
          <ChoiceRow
            label={words.say('report.pages')}
            choices={(['faults', 'all'] as const).map((pages) => ({
              value: pages,
              title: words.say(`report.pages.${pages}`),
            }))}
            value={form.pages}
            onChange={(pages) => onChange({ pages })}
          />
        </div>
      </div>
    </Panel>
  );
}
