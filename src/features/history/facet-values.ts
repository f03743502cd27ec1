/** The values of a filter as they are shown, each with its tone and its number. */
import type { DayCount, FacetTitles, HistoryFilter } from '../../domain/history';
import { actionText, anomalyTone, type Tone } from '../../words/verdict-text';
import type { Words } from '../../words/words';
import { deliveryLooks } from '../delivery-text';
import {
  countValues,
  deliveryOrder,
  orderSeverities,
  titleOfFacet,
  type FacetName,
  type FacetValue,
} from './facet-counts';

interface FacetQuestion {
  readonly counts: readonly DayCount[];
  readonly titles: readonly FacetTitles[];
  readonly filter: HistoryFilter;
  readonly name: FacetName;
}

/** The values that have inspections, in the order in which they are shown. */
export function facetValues(words: Words, { counts, titles, filter, name }: FacetQuestion): readonly FacetValue[] {
  const numbers = countValues(counts, filter, name);
  const chosen = filter[name];
  const found = new Set([...numbers.keys(), ...(chosen === undefined ? [] : [String(chosen)])]);
  return orderValues(found, name).map((value) => ({
    value,
    count: numbers.get(value) ?? 0,
    ...describeValue(words, titles, name, value),
  }));
}

function orderValues(found: ReadonlySet<string>, name: FacetName): readonly string[] {
  if (name === 'severity') return orderSeverities(found);
  if (name === 'delivery') return deliveryOrder.filter((state) => found.has(state));
  if (name === 'corrected') return ['true', 'false'].filter((value) => found.has(value));
  return [...found].sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
}

function describeValue(
  words: Words,
  titles: readonly FacetTitles[],
  name: FacetName,
  value: string,
): { readonly title: string; readonly tone: Tone } {
  switch (name) {
    case 'severity':
      return { title: severityTitle(words, titles, value), tone: anomalyTone({ action: value, isAnomalous: true }) };
    case 'delivery': {
      const state = deliveryOrder.find((each) => each === value) ?? 'saved';
      return { title: words.say(`delivery.state.${state}.title`), tone: deliveryLooks[state].tone };
    }
    case 'corrected':
      return { title: words.say(value === 'true' ? 'history.correctedYes' : 'history.correctedNo'), tone: 'info' };
    case 'answer':
      if (value === '') return { title: words.say('history.noAnswer'), tone: 'unknown' };
      return { title: titleOfFacet(titles, name, value), tone: 'info' };
    case 'packId':
      return { title: titleOfFacet(titles, name, value), tone: 'info' };
  }
}

/** The names that packs give this severity; with more than two, the text of the action. */
function severityTitle(words: Words, titles: readonly FacetTitles[], action: string): string {
  const title = titleOfFacet(titles, 'severity', action);
  return title.split(' / ').length > 2 || title === action ? actionText(words, action) : title;
}
