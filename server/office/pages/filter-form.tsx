import type { ReactElement } from 'react';
import { Button, buttonClass } from '../../../src/ui/button';
import { MoreFacts } from '../../../src/ui/facts';
import { InputField, SelectField } from '../../../src/ui/form-field';
import type { Choice, Choices } from '../queries/choices';
import type { RecordFilter } from '../record-filter';
import { useOffice } from './office-context';

interface FilterView {
  readonly filter: RecordFilter;
  readonly choices: Choices;
  /** Set where the page has another field for the search: this form then keeps what is searched. */
  readonly hasOtherSearch?: boolean;
}

/** The fields of a filter as a form that loads its page again. */
export function FilterForm(
  props: FilterView & { readonly action: string; readonly isFiltered: boolean },
): ReactElement {
  const { words } = useOffice();
  const { isFiltered } = props;
  return (
    <MoreFacts title={words.say('office.filter')} isOpen={isFiltered}>
      <form className="stack" method="get" action={props.action}>
        <FilterFields {...props} />
        <div className="form-actions">
          <Button look="primary" type="submit">
            {words.say('office.apply')}
          </Button>
          {isFiltered ? (
            <a className={buttonClass('plain')} href={props.action}>
              {words.say('office.clearFilter')}
            </a>
          ) : null}
        </div>
      </form>
    </MoreFacts>
  );
}

/** The fields alone, for a form that does something else with them. */
export function FilterFields({ filter, choices, hasOtherSearch = false }: FilterView): ReactElement {
  const { words } = useOffice();
  const states = [
    { value: 'kept', title: words.say('office.deletedKept') },
    { value: 'all', title: words.say('office.deletedAll') },
    { value: 'deleted', title: words.say('office.deletedOnly') },
  ];
  const reviews = [
    { value: 'none', title: words.say('office.reviewNone') },
    { value: 'confirmed', title: words.say('office.reviewConfirmed') },
    { value: 'changed', title: words.say('office.reviewChanged') },
  ];
  return (
    <div className="form-grid">
      <Hidden name="asset" value={filter.asset} />
      <Hidden name="job" value={filter.job} />
      {hasOtherSearch ? (
        <input type="hidden" name="q" value={filter.q ?? ''} />
      ) : (
        <InputField type="search" name="q" label={words.say('office.search')} defaultValue={filter.q} maxLength={200} />
      )}
      <Select
        name="location"
        label={words.say('office.location')}
        chosen={filter.location}
        choices={choices.locations}
      />
      <Select name="device" label={words.say('office.device')} chosen={filter.device} choices={choices.devices} />
      <Select name="pack" label={words.say('office.pack')} chosen={filter.pack} choices={choices.packs} />
      <Select name="answer" label={words.say('office.answer')} chosen={filter.answer} choices={choices.answers} />
      <Select name="review" label={words.say('office.review')} chosen={filter.review} choices={reviews} />
      <InputField type="date" name="from" label={words.say('office.inspectedFrom')} defaultValue={filter.from} />
      <InputField type="date" name="to" label={words.say('office.inspectedUntil')} defaultValue={filter.to} />
      <SelectField name="state" label={words.say('office.deletedRecords')} options={states} chosen={filter.state} />
    </div>
  );
}

/** What a link to this page has chosen: the form keeps it. */
function Hidden({ name, value }: { readonly name: string; readonly value: string | undefined }): ReactElement | null {
  return value === undefined ? null : <input type="hidden" name={name} value={value} />;
}

/** "All", the choices, and the chosen value where it is no longer among them. */
function Select(props: {
  readonly name: string;
  readonly label: string;
  readonly chosen: string | undefined;
  readonly choices: readonly Choice[];
}): ReactElement {
  const { words } = useOffice();
  const { name, label, chosen = '', choices } = props;
  const isOffered = chosen === '' || choices.some(({ value }) => value === chosen);
  const options = [
    { value: '', title: words.say('office.all') },
    ...(isOffered ? [] : [{ value: chosen, title: chosen }]),
    ...choices,
  ];
  return <SelectField name={name} label={label} options={options} chosen={chosen} />;
}
