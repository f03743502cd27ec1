import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Link } from 'wouter';
import type { DayCount, FacetTitles, MeasureCount } from '../../domain/history';
import { Button, buttonClass } from '../../ui/button';
import { ChoiceRow } from '../../ui/choice-row';
import { EmptyState } from '../../ui/empty-state';
import { SelectField } from '../../ui/form-field';
import { Page } from '../../ui/page';
import { Skeleton } from '../../ui/skeleton';
import { useWords } from '../../ui/words-context';
import { FaultNotice } from '../fault-notice';
import { queryKeys } from '../local-queries';
import { useServices } from '../use-services';
import './insights.css';
import { PackInsights } from './pack-insights';

/** How far back the numbers go, in days. */
const periods = { month: 30, quarter: 91, year: 365 } as const;
type Period = keyof typeof periods | 'all';
const periodNames: readonly Period[] = ['month', 'quarter', 'year', 'all'];

/** The numbers of this device over time, read from counters. */
export function InsightsScreen(): ReactElement {
  const words = useWords();
  const [period, setPeriod] = useState<Period>('quarter');
  const [assetId, setAssetId] = useState('');
  const numbers = useNumbers(period, assetId);
  return (
    <Page
      title={words.say('insights.title')}
      lead={words.say('insights.lead')}
      aside={
        <Link href="/history" className={buttonClass('plain')}>
          {words.say('insights.toHistory')}
        </Link>
      }
    >
      <ChoiceRow
        label={words.say('insights.period')}
        choices={periodNames.map((value) => ({ value, title: words.say(`insights.period.${value}`) }))}
        value={period}
        onChange={setPeriod}
      />
      <AssetSelect assetId={assetId} onChange={setAssetId} />
      {numbers.isError ? (
        <FaultNotice
          fault={{ title: words.say('history.faultTitle'), advice: words.say('history.faultAdvice') }}
          actions={<Button onClick={() => void numbers.refetch()}>{words.say('history.tryAgain')}</Button>}
        />
      ) : null}
      {numbers.data === undefined ? <Skeleton rows={4} /> : <Packs {...numbers.data} ofAsset={assetId !== ''} />}
    </Page>
  );
}

/** What the charts are made of. */
interface Numbers {
  readonly counts: readonly DayCount[];
  readonly measures: readonly MeasureCount[];
  readonly titles: readonly FacetTitles[];
}

function useNumbers(period: Period, assetId: string) {
  const { history } = useServices();
  return useQuery({
    queryKey: [...queryKeys.history, 'insights', period, assetId],
    queryFn: async (): Promise<Numbers> => {
      const firstDay = period === 'all' ? '' : firstDayOf(periods[period]);
      const scope = { firstDay, ...(assetId !== '' && { assetId }) };
      const [counts, measures, titles] = await Promise.all([
        history.dayCounts(scope),
        history.measures(firstDay, lastOfAllDays),
        history.facetTitles(),
      ]);
      return { counts, measures, titles };
    },
    placeholderData: (before: Numbers | undefined) => before,
  });
}

/** Sorts after every day. */
const lastOfAllDays = '\uffff';
const dayMs = 24 * 3_600_000;

function firstDayOf(days: number): string {
  return new Date(Date.now() - days * dayMs).toISOString().slice(0, 10);
}

/** Trend of one asset or lot. */
function AssetSelect(props: {
  readonly assetId: string;
  readonly onChange: (assetId: string) => void;
}): ReactElement | null {
  const words = useWords();
  const { assets } = useServices();
  const all = useQuery({ queryKey: ['insights-assets'], queryFn: () => assets.list() }).data ?? [];
  if (all.length === 0) return null;
  const options = [
    { value: '', title: words.say('insights.allAssets') },
    ...all.map(({ id, number }) => ({ value: id, title: number })),
  ];
  return (
    <div onChange={(event) => props.onChange(valueOf(event.target))}>
      <SelectField label={words.say('insights.asset')} name="asset" options={options} chosen={props.assetId} />
    </div>
  );
}

function valueOf(target: EventTarget): string {
  return target instanceof HTMLSelectElement ? target.value : '';
}

function Packs({ counts, measures, titles, ofAsset }: Numbers & { readonly ofAsset: boolean }): ReactElement {
  const words = useWords();
  const packIds = [...new Set(counts.map(({ packId }) => packId))].sort();
  if (packIds.length === 0) {
    return (
      <EmptyState
        icon="chart"
        title={words.say('insights.emptyTitle')}
        action={
          <Link href="/" className={buttonClass('primary')}>
            {words.say('history.start')}
          </Link>
        }
      >
        {words.say('insights.empty')}
      </EmptyState>
    );
  }
  return (
    <>
      {packIds.map((packId) => (
        <PackInsights
          key={packId}
          packId={packId}
          counts={counts.filter((row) => row.packId === packId)}
          // Regions and distributions are counted for all inspections together.
          measures={ofAsset ? [] : measures.filter((row) => row.packId === packId)}
          titles={titles}
        />
      ))}
    </>
  );
}
