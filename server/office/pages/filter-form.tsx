/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import type { Choice, Choices } from '../queries/choices';
import { isWholeList, type RecordFilter } from '../record-filter';

/** The fields of a filter as a form that reloads the page it is on. */
export function FilterForm(props: {
  readonly action: string;
  readonly filter: RecordFilter;
  readonly choices: Choices;
}) {
  const { action, filter } = props;
  return (
    <details class="panel filter-box" open={!isWholeList(filter)}>
      <summary>Filter</summary>
      <form class="filters" method="get" action={action}>
        <FilterFields filter={filter} choices={props.choices} />
        <div class="filter-actions">
          <button class="button button-primary" type="submit">
            Apply
          </button>
          {isWholeList(filter) ? null : (
            <a class="button" href={action}>
              Show everything
            </a>
          )}
        </div>
      </form>
    </details>
  );
}

/** The fields alone, for a form that does something else with them. */
export function FilterFields({ filter, choices }: { readonly filter: RecordFilter; readonly choices: Choices }) {
  return (
    <>
      <Select name="location" title="Location" chosen={filter.location} choices={choices.locations} />
      <Select name="device" title="Device" chosen={filter.device} choices={choices.devices} />
      <Select name="pack" title="Pack" chosen={filter.pack} choices={choices.packs} />
      <Select name="answer" title="Grade or severity" chosen={filter.answer} choices={choices.answers} />
      <Day name="from" title="Taken from" day={filter.from} />
      <Day name="to" title="Taken until" day={filter.to} />
      <label class="field">
        <span>Deleted records</span>
        <select name="state">
          <Option value="kept" title="Leave out" chosen={filter.state} />
          <Option value="all" title="Show too" chosen={filter.state} />
          <Option value="deleted" title="Only these" chosen={filter.state} />
        </select>
      </label>
    </>
  );
}

function Select(props: {
  readonly name: string;
  readonly title: string;
  readonly chosen: string | undefined;
  readonly choices: readonly Choice[];
}) {
  const isOffered = props.choices.some(({ value }) => value === props.chosen);
  return (
    <label class="field">
      <span>{props.title}</span>
      <select name={props.name}>
        <option value="">All</option>
        {props.chosen === undefined || isOffered ? null : (
          <Option value={props.chosen} title={props.chosen} chosen={props.chosen} />
        )}
        {props.choices.map(({ value, title }) => (
          <Option value={value} title={title} chosen={props.chosen} />
        ))}
      </select>
    </label>
  );
}

function Option(props: { readonly value: string; readonly title: string; readonly chosen: string | undefined }) {
  return (
    <option value={props.value} selected={props.value === props.chosen}>
      {props.title}
    </option>
  );
}

function Day(props: { readonly name: string; readonly title: string; readonly day: string | undefined }) {
  return (
    <label class="field">
      <span>{props.title}</span>
      <input type="date" name={props.name} value={props.day} />
    </label>
  );
}
