import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { buttonClass } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { TextField } from '../../ui/text-field';
import { useWords } from '../../ui/words-context';
import { usePreferences } from '../use-preferences';
import { LogoField } from './logo-field';

const nameLetters = 200;

/** The texts on every report of this device, and a link to check reports and restore exports. */
export function ReportSettings(): ReactElement {
  const words = useWords();
  const [{ report }, change] = usePreferences();
  return (
    <Panel title={words.say('report.settings')}>
      <div className="stack">
        {(['client', 'inspector'] as const).map((field) => (
          <TextField
            key={field}
            label={words.say(`report.${field}`)}
            value={report[field]}
            onChange={(value) => change({ report: { ...report, [field]: value } })}
            maxLength={nameLetters}
          />
        ))}
        <LogoField logo={report.logo} onChange={(logo) => change({ report: { ...report, logo } })} />
        <Link href="/check" className={buttonClass('plain')}>
          {words.say('check.title')}
        </Link>
      </div>
    </Panel>
  );
}
