import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { historySorts, type HistorySort } from '../../domain/history';
import { Button, buttonClass } from '../../ui/button';
import { useWords } from '../../ui/words-context';
import { countFilters } from './active-filters';
import type { Workbench } from './use-workbench';

/** Order, view, map, help; on a phone also the filters and the link to the insights. */
export function HistoryToolbar({
  bench,
  isDesktop,
}: {
  readonly bench: Workbench;
  readonly isDesktop: boolean;
}): ReactElement {
  const words = useWords();
  const { address, setAddress, look, isMapShown, setMapShown, setOpenWindow } = bench;
  const isGrid = look === 'grid';
  const listTitle = words.say(isDesktop ? 'history.view.list' : 'history.view.phoneList');
  return (
    <div className="history-toolbar" role="toolbar" aria-label={words.say('history.view')}>
      {isDesktop ? null : (
        <Button icon="filter" onClick={() => setOpenWindow('filters')}>
          {words.say('history.filtersOn', { count: countFilters(address) })}
        </Button>
      )}
      <SortSelect sort={address.sort} onSort={(sort) => setAddress({ ...address, sort })} />
      <Button
        icon={isGrid ? 'list' : 'grid'}
        onClick={() => setAddress({ ...address, view: isGrid ? 'list' : 'grid' })}
      >
        {isGrid ? listTitle : words.say('history.view.grid')}
      </Button>
      <Button icon="watch" aria-pressed={isMapShown} onClick={() => setMapShown(!isMapShown)}>
        {words.say('history.showMap')}
      </Button>
      {isDesktop ? (
        <Button icon="keyboard" isIconOnly onClick={() => setOpenWindow('help')}>
          {words.say('history.keys')}
        </Button>
      ) : (
        <Link href="/insights" className={buttonClass('plain')}>
          {words.say('history.insights')}
        </Link>
      )}
    </div>
  );
}

function SortSelect(props: { readonly sort: HistorySort; readonly onSort: (sort: HistorySort) => void }): ReactElement {
  const words = useWords();
  return (
    <select
      className="text-field-input history-sort-select"
      aria-label={words.say('history.sort')}
      value={props.sort}
      onChange={(event) => {
        const chosen = historySorts.find((sort) => sort === event.currentTarget.value);
        if (chosen !== undefined) props.onSort(chosen);
      }}
    >
      {historySorts.map((sort) => (
        <option key={sort} value={sort}>
          {words.say(`history.sort.${sort}`)}
        </option>
      ))}
    </select>
  );
}
