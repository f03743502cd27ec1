import { useState, type ReactElement } from 'react';
import { Link } from 'wouter';
import type { HistoryFilter } from '../../domain/history';
import type { InspectionSummary } from '../../domain/inspection-summary';
import { Button, buttonClass } from '../../ui/button';
import { ChoiceRow } from '../../ui/choice-row';
import { EmptyState } from '../../ui/empty-state';
import { formatMoment } from '../../ui/format';
import { Page } from '../../ui/page';
import { PictureRow } from '../../ui/picture-row';
import { summariseVerdict } from '../../ui/verdict-words';
import { StateChip } from '../delivery-chip';
import type { KnownAs } from '../../services/delivery';
import { useDeliveryOverview } from '../delivery-queries';
import { describeDeliveryState } from '../delivery-words';
import { FaultNotice } from '../fault-notice';
import { usePackOffers } from '../local-queries';
import { StoredThumbnail } from '../stored-thumbnail';
import './history.css';
import { useHistory, useInspectionCount } from './use-history';
import { historyWords as words } from './words';

/** What was inspected on this device, newest first. */
export function HistoryScreen(): ReactElement {
  const [packId, setPackId] = useState<string>();
  const count = useInspectionCount().data;
  if (count === 0) return <EmptyHistory />;
  return (
    <Page title={words.title} lead={count === undefined ? words.loading : words.count(count)}>
      <FilterRow packId={packId} onChange={setPackId} />
      <HistoryList filter={packId === undefined ? {} : { packId }} />
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

/** The choice that stands for all packs. */
const allPacks = 'all';

function FilterRow(props: {
  readonly packId: string | undefined;
  readonly onChange: (packId: string | undefined) => void;
}): ReactElement | null {
  const offers = usePackOffers().data;
  if (offers?.ok !== true || offers.value.length < 2) return null;
  const packs = offers.value.map((offer) => ({ value: offer.id, title: offer.title }));
  return (
    <ChoiceRow
      label={words.filter}
      choices={[{ value: allPacks, title: words.all }, ...packs]}
      value={props.packId ?? allPacks}
      onChange={(value) => props.onChange(value === allPacks ? undefined : value)}
    />
  );
}

function HistoryList({ filter }: { readonly filter: HistoryFilter }): ReactElement {
  const history = useHistory(filter);
  const device = useDeliveryOverview().data?.device;
  if (history.isError) {
    return (
      <FaultNotice
        fault={{ title: words.faultTitle, advice: words.faultAdvice }}
        actions={<Button onClick={() => void history.refetch()}>{words.tryAgain}</Button>}
      />
    );
  }
  if (history.data === undefined) return <p className="quiet">{words.loading}</p>;
  const summaries = history.data.pages.flatMap((page) => page.summaries);
  if (summaries.length === 0) {
    return (
      <EmptyState icon="history" title={words.noneTitle}>
        {words.none}
      </EmptyState>
    );
  }
  return (
    <>
      <ul className="history">
        {summaries.map((summary) => (
          <HistoryRow key={summary.id} summary={summary} device={device} />
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

/** One summary. Its delivery state is shown on devices that the server knows: elsewhere everything is only saved. */
function HistoryRow(props: {
  readonly summary: InspectionSummary;
  readonly device: KnownAs | undefined;
}): ReactElement {
  const { id, delivery, thumbnail, takenAt, fileName } = props.summary;
  const verdict = summariseVerdict(props.summary);
  const isKnown = props.device !== undefined && props.device.phase !== 'none';
  return (
    <PictureRow
      picture={<StoredThumbnail thumbnail={thumbnail} />}
      title={verdict.answer}
      tone={verdict.tone}
      support={verdict.support}
      badge={isKnown ? <StateChip state={describeDeliveryState(delivery, props.device)} /> : null}
      note={`${formatMoment(takenAt)} · ${fileName}`}
      link={(children) => (
        <Link href={`/inspection/${id}`} className="picture-row-link">
          {children}
        </Link>
      )}
    />
  );
}
