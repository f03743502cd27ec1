import { without } from '../../domain/without';
import { useRef, useState, type ReactElement } from 'react';
import type { DayCount, FacetTitles, HistoryFilter } from '../../domain/history';
import { InputField } from '../../ui/form-field';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { useWords } from '../../ui/words-context';
import type { HistoryAddress } from '../history-address';
import { deliveryOrder, type FacetName, type FacetValue } from './facet-counts';
import { facetValues } from './facet-values';

export interface FilterPanelProps {
  readonly address: HistoryAddress;
  readonly onChange: (address: HistoryAddress) => void;
  readonly counts: readonly DayCount[];
  readonly titles: readonly FacetTitles[];
  /** Delivery states are shown on registered devices only. */
  readonly hasDelivery: boolean;
}

/** Search and filters. Each value shows how many inspections would remain. */
export function FilterPanel(props: FilterPanelProps): ReactElement {
  const words = useWords();
  return (
    <div className="filters">
      <SearchField key={props.address.text === undefined ? 'empty' : 'filled'} {...props} />
      <FacetGroup {...props} name="severity" legend={words.say('history.severity')} />
      <FacetGroup {...props} name="answer" legend={words.say('history.answer')} />
      <FacetGroup {...props} name="packId" legend={words.say('history.pack')} />
      {props.hasDelivery ? <FacetGroup {...props} name="delivery" legend={words.say('history.delivery')} /> : null}
      <FacetGroup {...props} name="corrected" legend={words.say('history.correction')} />
      <ScoreFields {...props} />
      <DateFields {...props} />
    </div>
  );
}

/** A pause in typing, after which the search begins. */
const typingPauseMs = 250;

/** The text is searched while it is typed. */
function SearchField({ address, onChange }: FilterPanelProps): ReactElement {
  const words = useWords();
  const [text, setText] = useState(address.text ?? '');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const search = (typed: string): void => {
    setText(typed);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const others = without(address, 'text');
      onChange(typed.trim() === '' ? others : { ...others, text: typed.trim() });
    }, typingPauseMs);
  };
  return (
    <InputField
      label={words.say('history.search')}
      type="search"
      placeholder={words.say('history.searchHint')}
      value={text}
      data-history-search
      onChange={(event) => search(event.currentTarget.value)}
    />
  );
}

function FacetGroup(
  props: FilterPanelProps & { readonly name: FacetName; readonly legend: string },
): ReactElement | null {
  const words = useWords();
  const { address, name, counts, titles } = props;
  const values = facetValues(words, { counts, titles, filter: address.filter, name });
  const chosen = address.filter[name];
  if (values.length < 2 && chosen === undefined) return null;
  return (
    <fieldset className="facet">
      <legend>{props.legend}</legend>
      {values.map((value) => (
        <FacetButton
          key={value.value}
          {...value}
          isChosen={String(chosen) === value.value}
          onToggle={() => props.onChange({ ...address, filter: toggleFacet(address.filter, name, value.value) })}
        />
      ))}
    </fieldset>
  );
}

/** The filter with this value, or without it where it was chosen. */
export function toggleFacet(filter: HistoryFilter, name: FacetName, value: string): HistoryFilter {
  const others = without(filter, name);
  if (String(filter[name]) === value) return others;
  if (name === 'corrected') return { ...others, corrected: value === 'true' };
  if (name === 'delivery') {
    const delivery = deliveryOrder.find((state) => state === value);
    return delivery === undefined ? others : { ...others, delivery };
  }
  return { ...others, [name]: value };
}

/** One value with its number. Pressed: only its inspections are shown. */
export function FacetButton(
  props: FacetValue & { readonly isChosen: boolean; readonly onToggle: () => void },
): ReactElement {
  const words = useWords();
  return (
    <button
      type="button"
      className={`facet-value tone-${props.tone}`}
      aria-pressed={props.isChosen}
      onClick={props.onToggle}
    >
      {props.tone === 'info' ? null : <Icon name={props.tone} size={18} />}
      <span className="facet-title">{props.title}</span>
      <span className="facet-count">{words.number(props.count)}</span>
    </button>
  );
}

function ScoreFields({ address, onChange }: FilterPanelProps): ReactElement {
  const words = useWords();
  const { leastScore, mostScore } = address.filter;
  const change = (name: 'leastScore' | 'mostScore', text: string): void => {
    const others = without(address.filter, name);
    const score = text === '' ? NaN : Number(text) / 100;
    onChange({ ...address, filter: score >= 0 && score <= 1 ? { ...others, [name]: score } : others });
  };
  const field = (name: 'leastScore' | 'mostScore', label: string, value: number | undefined) => (
    <InputField
      key={`${name} ${String(value)}`}
      label={label}
      type="number"
      min={0}
      max={100}
      step={1}
      defaultValue={value === undefined ? '' : Math.round(value * 100)}
      onChange={(event) => change(name, event.currentTarget.value)}
    />
  );
  return (
    <fieldset className="facet facet-pair">
      <legend>{words.say('history.scores')}</legend>
      {field('leastScore', words.say('history.least'), leastScore)}
      {field('mostScore', words.say('history.most'), mostScore)}
    </fieldset>
  );
}

function DateFields({ address, onChange }: FilterPanelProps): ReactElement {
  const words = useWords();
  const change = (name: 'firstDay' | 'lastDay', day: string): void => {
    const others = without(address.filter, name);
    onChange({ ...address, filter: day === '' ? others : { ...others, [name]: day } });
  };
  return (
    <fieldset className="facet facet-pair">
      <legend>{words.say('history.dates')}</legend>
      {(['firstDay', 'lastDay'] as const).map((name) => (
        <InputField
          key={name}
          label={words.say(name === 'firstDay' ? 'history.from' : 'history.to')}
          type="date"
          value={address.filter[name] ?? ''}
          onChange={(event) => change(name, event.currentTarget.value)}
        />
      ))}
    </fieldset>
  );
}

/** A button that removes everything. */
export function ClearFilters({ address, onChange }: Pick<FilterPanelProps, 'address' | 'onChange'>): ReactElement {
  const words = useWords();
  const { sort, view } = address;
  return (
    <Button look="quiet" onClick={() => onChange({ filter: {}, sort, ...(view !== undefined && { view }) })}>
      {words.say('history.clearFilters')}
    </Button>
  );
}
