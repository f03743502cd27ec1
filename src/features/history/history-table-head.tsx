import type { ReactElement } from 'react';
import type { HistorySort } from '../../domain/history';
import { useWords } from '../../ui/words-context';

export interface HistoryTableHeadProps {
  readonly sort: HistorySort;
  readonly onSort: (sort: HistorySort) => void;
}

/** The titles of the table's columns. The time and the score sort. */
export function HistoryTableHead({ sort, onSort }: HistoryTableHeadProps): ReactElement {
  const words = useWords();
  return (
    <div role="row" className="history-line history-table-head">
      <span role="columnheader">
        <span className="visually-hidden">{words.say('history.selectAll')}</span>
      </span>
      <span role="columnheader">{words.say('history.columnPicture')}</span>
      <span role="columnheader">{words.say('history.columnAnswer')}</span>
      <SortingHead
        title={words.say('history.columnScore')}
        down="highest-score"
        up="lowest-score"
        sort={sort}
        onSort={onSort}
      />
      <span role="columnheader">{words.say('history.columnAsset')}</span>
      <SortingHead title={words.say('history.columnTime')} down="newest" up="oldest" sort={sort} onSort={onSort} />
      <span role="columnheader">{words.say('history.columnPack')}</span>
      <span role="columnheader">{words.say('history.columnState')}</span>
    </div>
  );
}

function SortingHead(
  props: HistoryTableHeadProps & { readonly title: string; readonly down: HistorySort; readonly up: HistorySort },
): ReactElement {
  const words = useWords();
  const { title, down, up, sort, onSort } = props;
  const direction = sort === down ? 'descending' : sort === up ? 'ascending' : 'none';
  const sign = { descending: '↓', ascending: '↑', none: '' }[direction];
  return (
    <span role="columnheader" aria-sort={direction}>
      <button
        type="button"
        className="history-sort"
        title={words.say('history.sortBy', { column: title })}
        onClick={() => onSort(sort === down ? up : down)}
      >
        {title}
        <span aria-hidden="true">{sign}</span>
      </button>
    </span>
  );
}
