import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { applyPatch, type InspectionRecord, type RecordPatch } from '../../domain/record';
import { ChoiceRow } from '../../ui/choice-row';
import { CheckField, InputField } from '../../ui/form-field';
import { MoreFacts } from '../../ui/facts';
import { useWords } from '../../ui/words-context';
import { queryKeys } from '../local-queries';
import { useAskedFields } from '../use-asked-fields';
import { useServices } from '../use-services';

type Temperatures = NonNullable<InspectionRecord['temperatures']>;
type TemperatureName = 'hotC' | 'referenceC' | 'ambientC';

interface FieldsProps {
  readonly recordId: string;
  readonly onChanged: () => void;
}

/**
 * What else a person states about a finding: reflection, repaired, temperatures. Not printed; the page shows the values. The record
 * is read when the fields are opened: a report has hundreds of them.
 */
export function FindingFields(props: FieldsProps): ReactElement {
  const words = useWords();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className="not-printed">
      <MoreFacts title={words.say('report.more')} onToggle={setIsOpen}>
        {isOpen ? <OpenFields {...props} /> : null}
      </MoreFacts>
    </div>
  );
}

function OpenFields(props: FieldsProps): ReactElement | null {
  const words = useWords();
  const { inspections } = useServices();
  const [changed, setChanged] = useState<RecordPatch>({});
  const { data } = useQuery({
    queryKey: [...queryKeys.inspections, 'record', props.recordId],
    queryFn: async () => (await inspections.byId(props.recordId)) ?? null,
  });
  const asked = useAskedFields(data ?? undefined);
  if (data === undefined || data === null) return null;
  // A field shows its new value at once, not when the record is stored and read again.
  const record = applyPatch(data, changed);
  const change = (patch: RecordPatch): void => {
    setChanged((before) => ({ ...before, ...patch }));
    void inspections.edit(record.id, patch).then((saved) => {
      if (!saved.ok) setChanged({});
      props.onChanged();
    });
  };
  const reflection = record.reflection === undefined ? 'unknown' : record.reflection ? 'yes' : 'no';
  return (
    <>
      <ChoiceRow
        label={words.say('report.reflection')}
        choices={(['unknown', 'no', 'yes'] as const).map((value) => ({
          value,
          title: words.say(`report.reflection.${value}`),
        }))}
        value={reflection}
        onChange={(value) => change({ reflection: value === 'unknown' ? null : value === 'yes' })}
      />
      <CheckField
        label={words.say('report.repaired')}
        checked={record.repaired === true}
        onChange={({ target }) => change({ repaired: target.checked ? true : null })}
      />
      {asked.temperatures ? (
        <TemperatureFields temperatures={record.temperatures} onChange={(temperatures) => change({ temperatures })} />
      ) : null}
    </>
  );
}

function TemperatureFields(props: {
  readonly temperatures: Temperatures | undefined;
  readonly onChange: (temperatures: Temperatures | null) => void;
}): ReactElement {
  const words = useWords();
  const names: readonly TemperatureName[] = ['hotC', 'referenceC', 'ambientC'];
  const [typed, setTyped] = useState(() =>
    Object.fromEntries(names.map((name) => [name, props.temperatures?.[name]?.toString() ?? ''])),
  );
  return (
    <div className="report-temperatures">
      {names.map((name) => (
        <InputField
          key={name}
          type="number"
          step="0.1"
          label={words.say(`report.${name}`)}
          value={typed[name] ?? ''}
          onChange={({ target }) => setTyped((before) => ({ ...before, [name]: target.value }))}
          onBlur={() => props.onChange(temperaturesOf(typed))}
        />
      ))}
    </div>
  );
}

/** Null without a hot spot: the other two mean nothing alone. */
function temperaturesOf(typed: Readonly<Record<string, string>>): Temperatures | null {
  const [hotC, referenceC, ambientC] = ['hotC', 'referenceC', 'ambientC'].map((name) => numberOf(typed[name]));
  if (hotC === undefined) return null;
  return { hotC, ...(referenceC === undefined ? {} : { referenceC }), ...(ambientC === undefined ? {} : { ambientC }) };
}

function numberOf(text: string | undefined): number | undefined {
  const value = Number(text);
  return text === undefined || text.trim() === '' || !Number.isFinite(value) ? undefined : value;
}
