import type { ReactElement } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { HistoryFilter } from '../../domain/history';
import type { InspectionSummary } from '../../domain/inspection-summary';
import { Button, buttonClass } from '../../ui/button';
import { ChoiceRow } from '../../ui/choice-row';
import { EmptyState } from '../../ui/empty-state';
import { FileName } from '../../ui/file-name';
import { Page } from '../../ui/page';
import { PictureRow } from '../../ui/picture-row';
import { summariseVerdict } from '../../words/verdict-text';
import { StateChip } from '../delivery-chip';
import type { KnownAs } from '../../services/delivery';
import { useDeliveryOverview } from '../delivery-queries';
import { shownDeliveryState } from '../delivery-text';
import type { InspectionCounts } from '../../services/inspection-service';
import type { Words } from '../../words/words';
import { FaultNotice } from '../fault-notice';
import { usePackOffers } from '../local-queries';
import { StoredThumbnail } from '../stored-thumbnail';
import './history.css';
import { useHistory, useInspectionCounts } from './use-history';
import { useWords } from '../../ui/words-context';

/** The inspections on this device, newest first. */
export function HistoryScreen(): ReactElement {
  const words = useWords();
  const [packId, setPackId] = usePackFilter();
  const counts = useInspectionCounts().data;
  if (counts?.all === 0) return <EmptyHistory />;
  return (
    <Page
      title={words.say('history.title')}
      lead={counts === undefined ? words.say('history.loading') : words.say('history.count', { count: counts.all })}
    >
      <FilterRow packId={packId} counts={counts} onChange={setPackId} />
      <HistoryList filter={packId === undefined ? {} : { packId }} />
    </Page>
  );
}

/** The chosen pack is part of the address: it survives Back, reload and a bookmark. */
function usePackFilter(): readonly [string | undefined, (packId: string | undefined) => void] {
  const [search, setSearch] = useSearchParams();
  const change = (packId: string | undefined): void =>
    setSearch(packId === undefined ? {} : { pack: packId }, { replace: true });
  return [search.get('pack') ?? undefined, change];
}

function EmptyHistory(): ReactElement {
  const words = useWords();
  return (
    <Page title={words.say('history.title')}>
      <EmptyState
        icon="history"
        title={words.say('history.emptyTitle')}
        action={
          <Link href="/" className={buttonClass('primary')}>
            {words.say('history.start')}
          </Link>
        }
      >
        {words.say('history.empty')}
      </EmptyState>
    </Page>
  );
}

/** The choice that stands for all packs. */
const allPacks = 'all';

function FilterRow(props: {
  readonly packId: string | undefined;
  readonly counts: InspectionCounts | undefined;
  readonly onChange: (packId: string | undefined) => void;
}): ReactElement | null {
  const words = useWords();
  const offers = usePackOffers().data;
  if (offers?.ok !== true || offers.value.length < 2) return null;
  const packs = offers.value.map(({ id, title }) => ({
    value: id,
    title: titleWithCount(words, title, id, props.counts),
  }));
  return (
    <ChoiceRow
      label={words.say('history.filter')}
      choices={[{ value: allPacks, title: words.say('history.all') }, ...packs]}
      value={props.packId ?? allPacks}
      onChange={(value) => props.onChange(value === allPacks ? undefined : value)}
    />
  );
}

function titleWithCount(words: Words, title: string, packId: string, counts: InspectionCounts | undefined): string {
  if (counts === undefined) return title;
  return words.say('history.choice', { title, count: counts.byPackId.get(packId) ?? 0 });
}

function HistoryList({ filter }: { readonly filter: HistoryFilter }): ReactElement {
  const words = useWords();
  const history = useHistory(filter);
  const device = useDeliveryOverview().data?.device;
  if (history.isError) {
    return (
      <FaultNotice
        fault={{ title: words.say('history.faultTitle'), advice: words.say('history.faultAdvice') }}
        actions={<Button onClick={() => void history.refetch()}>{words.say('history.tryAgain')}</Button>}
      />
    );
  }
  if (history.data === undefined) return <p className="quiet">{words.say('history.loading')}</p>;
  const summaries = history.data.pages.flatMap((page) => page.summaries);
  if (summaries.length === 0) {
    return (
      <EmptyState icon="history" title={words.say('history.noneTitle')}>
        {words.say('history.none')}
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
          {words.say('history.more')}
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
  const words = useWords();
  const { id, delivery, thumbnail, takenAt, fileName } = props.summary;
  const verdict = summariseVerdict(words, props.summary);
  const isKnown = props.device !== undefined && props.device.phase !== 'none';
  return (
    <PictureRow
      picture={<StoredThumbnail thumbnail={thumbnail} />}
      title={verdict.answer}
      tone={verdict.tone}
      support={verdict.support}
      badge={isKnown ? <StateChip state={shownDeliveryState(delivery, props.device)} /> : null}
      note={
        <>
          {words.dateTime(takenAt)} <FileName name={fileName} />
        </>
      }
      link={(children) => (
        <Link href={`/inspection/${id}`} className="picture-row-link">
          {children}
        </Link>
      )}
    />
  );
}
