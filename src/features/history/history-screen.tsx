import { useState, type ReactElement } from 'react';
import { Link } from 'wouter';
import type { InspectionRecord } from '../../domain/record';
import { Button, buttonClass } from '../../ui/button';
import { ChoiceRow } from '../../ui/choice-row';
import { EmptyState } from '../../ui/empty-state';
import { formatMoment } from '../../ui/format';
import { Page } from '../../ui/page';
import { PictureRow } from '../../ui/picture-row';
import { summariseVerdict } from '../../ui/verdict-words';
import { DeliveryChip } from '../delivery-chip';
import { FaultNotice } from '../fault-notice';
import { usePackOffers } from '../local-queries';
import { StoredThumbnail } from '../stored-thumbnail';
import './history.css';
import { useHistory, useInspectionCount, type PackFilter } from './use-history';
import { historyWords as words } from './words';

/** What was inspected on this device, newest first. */
export function HistoryScreen(): ReactElement {
  const [filter, setFilter] = useState<PackFilter>('all');
  const count = useInspectionCount().data;
  if (count === 0) return <EmptyHistory />;
  return (
    <Page title={words.title} lead={count === undefined ? words.loading : words.count(count)}>
      <FilterRow filter={filter} onChange={setFilter} />
      <HistoryList filter={filter} />
    </Page>
  );
}

function EmptyHistory(): ReactElement {
  return (
    <Page title={words.title}>
      <EmptyState
        icon="history"
        title={words.emptyTitle}
        action={
          <Link href="/" className={buttonClass('primary')}>
            {words.start}
          </Link>
        }
      >
        {words.empty}
      </EmptyState>
    </Page>
  );
}

function FilterRow(props: {
  readonly filter: PackFilter;
  readonly onChange: (filter: PackFilter) => void;
}): ReactElement | null {
  const offers = usePackOffers().data;
  if (offers?.ok !== true || offers.value.length < 2) return null;
  const packs = offers.value.map((offer) => ({ value: offer.id, title: offer.title }));
  return (
    <ChoiceRow
      label={words.filter}
      choices={[{ value: 'all', title: words.all }, ...packs]}
      value={props.filter}
      onChange={props.onChange}
    />
  );
}

function HistoryList({ filter }: { readonly filter: PackFilter }): ReactElement {
  const history = useHistory(filter);
  if (history.isError) {
    return (
      <FaultNotice
        fault={{ title: words.faultTitle, advice: words.faultAdvice }}
        actions={<Button onClick={() => void history.refetch()}>{words.tryAgain}</Button>}
      />
    );
  }
  if (history.data === undefined) return <p className="quiet">{words.loading}</p>;
  const records = history.data.pages.flatMap((page) => page.records);
  if (records.length === 0) {
    return (
      <EmptyState icon="history" title={words.noneTitle}>
        {words.none}
      </EmptyState>
    );
  }
  return (
    <>
      <ul className="history">
        {records.map((record) => (
          <HistoryRow key={record.id} record={record} />
        ))}
      </ul>
      {history.hasNextPage ? (
        <Button disabled={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {words.more}
        </Button>
      ) : null}
    </>
  );
}

function HistoryRow({ record }: { readonly record: InspectionRecord }): ReactElement {
  const summary = summariseVerdict(record);
  return (
    <PictureRow
      picture={<StoredThumbnail thumbnail={record.thumbnail} />}
      title={summary.answer}
      tone={summary.tone}
      support={summary.support}
      badge={<DeliveryChip recordId={record.id} />}
      note={`${formatMoment(record.takenAt)} · ${record.fileName}`}
      link={(children) => (
        <Link href={`/inspection/${record.id}`} className="picture-row-link">
          {children}
        </Link>
      )}
    />
  );
}
