import { useState, type ReactElement } from 'react';
import type { ReportForm } from '../../services/report-service';
import { Button } from '../../ui/button';
import { ChoiceRow } from '../../ui/choice-row';
import { InputField } from '../../ui/form-field';
import { Panel } from '../../ui/panel';
import { TextField } from '../../ui/text-field';
import { useWords } from '../../ui/words-context';
import { useServices } from '../use-services';

const nameLetters = 200;
const summaryLetters = 4000;

interface FormProps {
  readonly form: ReportForm;
  readonly onChange: (change: Partial<ReportForm>) => void;
}

/** Client, site, inspector, summary and logo, and which pages there are. */
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
          rows={4}
        />
        <LogoField logo={form.logo} onChange={(logo) => onChange({ logo })} />
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

/** Chooses, shows and removes the logo. */
export function LogoField(props: { readonly logo: string; readonly onChange: (logo: string) => void }): ReactElement {
  const words = useWords();
  const { device } = useServices();
  const [isUnreadable, setUnreadable] = useState(false);
  const take = async (file: File | undefined): Promise<void> => {
    const logo = file && (await device.readLogo(file));
    setUnreadable(file !== undefined && logo === undefined);
    if (logo !== undefined) props.onChange(logo);
  };
  return (
    <div className="stack-tight">
      <InputField
        type="file"
        label={words.say('report.logo')}
        accept="image/png,image/jpeg"
        onChange={({ target }) => void take(target.files?.[0])}
      />
      <p className={isUnreadable ? 'small' : 'small quiet'} role={isUnreadable ? 'alert' : undefined}>
        {words.say(isUnreadable ? 'report.logoUnreadable' : 'report.logoHint')}
      </p>
      {props.logo === '' ? null : (
        <div className="row">
          <img className="report-logo" src={props.logo} alt={words.say('report.logo')} />
          <Button look="quiet" icon="trash" onClick={() => props.onChange('')}>
            {words.say('report.logoRemove')}
          </Button>
        </div>
      )}
    </div>
  );
}
