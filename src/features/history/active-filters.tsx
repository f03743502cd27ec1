import { without } from '../../domain/without';
import type { ReactElement } from 'react';
import type { HistoryFilter } from '../../domain/history';
import { Icon } from '../../ui/icon';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';
import type { HistoryAddress } from '../history-address';
import { type FacetName } from './facet-counts';
import { FacetButton, toggleFacet } from './filter-panel';
import { facetValues } from './facet-values';
import { useDayCounts, useFacetTitles } from './use-history-data';
import { useAssets, useJobs } from './use-links';

/** How many filters are on. */
export function countFilters({ filter, text }: HistoryAddress): number {
  return Object.keys(filter).length + (text === undefined ? 0 : 1);
}

interface ActiveFiltersProps {
  readonly address: HistoryAddress;
  readonly onChange: (address: HistoryAddress) => void;
  readonly isDesktop: boolean;
}

/** Above the list: the filters that have no place in the column; on a phone also the severities. */
export function ActiveFilters({ address, onChange, isDesktop }: ActiveFiltersProps): ReactElement | null {
  const words = useWords();
  const chips = useChips(address, isDesktop);
  if (chips.length === 0 && isDesktop) return null;
  return (
    <div className="active-filters">
      {isDesktop ? null : <QuickSeverities address={address} onChange={onChange} />}
      {chips.map(({ name, title }) => (
        <button
          key={name}
          type="button"
          className="filter-chip"
          aria-label={words.say('history.removeFilter', { filter: title })}
          onClick={() => onChange(withoutFilter(address, name))}
        >
          {title}
          <Icon name="close" size={16} />
        </button>
      ))}
    </div>
  );
}

function QuickSeverities({ address, onChange }: Omit<ActiveFiltersProps, 'isDesktop'>): ReactElement {
  const words = useWords();
  const counts = useDayCounts(address.filter).data ?? [];
  const titles = useFacetTitles();
  const values = facetValues(words, { counts, titles, filter: address.filter, name: 'severity' });
  return (
    <>
      {values.map((value) => (
        <FacetButton
          key={value.value}
          {...value}
          isChosen={address.filter.severity === value.value}
          onToggle={() => onChange({ ...address, filter: toggleFacet(address.filter, 'severity', value.value) })}
        />
      ))}
    </>
  );
}

interface FilterChip {
  readonly name: keyof HistoryFilter | 'text';
  readonly title: string;
}

/** The column of a desktop shows its own filters; links to a batch, an asset or a job have no field there. */
function useChips({ filter, text }: HistoryAddress, isDesktop: boolean): readonly FilterChip[] {
  const words = useWords();
  const assets = useAssets();
  const jobs = useJobs();
  const titles = useFacetTitles();
  const { assetId, jobId, batchId } = filter;
  const links: readonly FilterChip[] = [
    ...(batchId === undefined ? [] : [{ name: 'batchId' as const, title: words.say('history.ofBatch') }]),
    ...(assetId === undefined
      ? []
      : [{ name: 'assetId' as const, title: assetTitle(words, assets.find(({ id }) => id === assetId)?.number) }]),
    ...(jobId === undefined
      ? []
      : [{ name: 'jobId' as const, title: jobTitle(words, jobs.find(({ id }) => id === jobId)?.number) }]),
  ];
  if (isDesktop) return links;
  const facets = (['answer', 'packId', 'delivery', 'corrected'] as const).flatMap((name): readonly FilterChip[] => {
    const value = filter[name];
    if (value === undefined) return [];
    const [found] = facetValues(words, {
      counts: [],
      titles,
      filter: { [name]: value },
      name: name satisfies FacetName,
    });
    return found === undefined ? [] : [{ name, title: found.title }];
  });
  return [
    ...links,
    ...facets,
    ...rangeChips(words, filter),
    ...(text === undefined ? [] : [{ name: 'text' as const, title: text }]),
  ];
}

function rangeChips(words: Words, { firstDay, lastDay, leastScore, mostScore }: HistoryFilter): readonly FilterChip[] {
  const titled = (label: string, value: string) => words.say('history.titled', { label, value });
  return [
    ...(firstDay === undefined
      ? []
      : [{ name: 'firstDay' as const, title: titled(words.say('history.from'), words.day(firstDay)) }]),
    ...(lastDay === undefined
      ? []
      : [{ name: 'lastDay' as const, title: titled(words.say('history.to'), words.day(lastDay)) }]),
    ...(leastScore === undefined
      ? []
      : [{ name: 'leastScore' as const, title: titled(words.say('history.least'), words.score(leastScore)) }]),
    ...(mostScore === undefined
      ? []
      : [{ name: 'mostScore' as const, title: titled(words.say('history.most'), words.score(mostScore)) }]),
  ];
}

function assetTitle(words: Words, number: string | undefined): string {
  return number === undefined ? words.say('history.ofUnknownAsset') : words.say('history.ofAsset', { asset: number });
}

function jobTitle(words: Words, number: string | undefined): string {
  return number === undefined ? words.say('history.ofUnknownJob') : words.say('history.ofJob', { job: number });
}

function withoutFilter(address: HistoryAddress, name: FilterChip['name']): HistoryAddress {
  if (name === 'text') {
    return without(address, 'text');
  }
  return { ...address, filter: without(address.filter, name) };
}
