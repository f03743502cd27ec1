import type { ReactElement } from 'react';
import type { InspectionSummary } from '../../domain/inspection-summary';
import { DataTable } from '../../ui/data-table';
import { MoreFacts } from '../../ui/facts';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { summariseVerdict } from '../../words/verdict-text';

/** The scores of an asset's pictures over time, as a line and as a table; nothing where fewer than two have a score. */
export function AssetTrend({ pictures }: { readonly pictures: readonly InspectionSummary[] }): ReactElement | null {
  const words = useWords();
  const scored = pictures.flatMap((picture) =>
    picture.anomaly === undefined || picture.refused !== undefined ? [] : [{ picture, score: picture.anomaly.score }],
  );
  if (scored.length < 2) return null;
  const oldestFirst = [...scored].reverse();
  return (
    <Panel title={words.say('assets.trend')}>
      <p className="small quiet">{words.say('assets.trendWhy')}</p>
      <TrendLine scores={oldestFirst.map(({ score }) => score)} />
      <MoreFacts title={words.say('assets.trend')}>
        <DataTable
          label={words.say('assets.trend')}
          columns={[
            { title: words.say('assets.trendDate') },
            { title: words.say('assets.trendAnswer') },
            { title: words.say('assets.trendScore'), isNumber: true },
          ]}
          rows={oldestFirst.map(({ picture, score }) => ({
            key: picture.id,
            cells: [words.dateTime(picture.takenAt), summariseVerdict(words, picture).answer, words.score(score)],
          }))}
        />
      </MoreFacts>
    </Panel>
  );
}

/** Drawn in a box of 100 × 100 with the threshold in its middle; the table below says the same. */
function TrendLine({ scores }: { readonly scores: readonly number[] }): ReactElement {
  const step = 100 / (scores.length - 1);
  const points = scores.map((score, place) => `${(place * step).toFixed(2)},${(100 - score * 100).toFixed(2)}`);
  return (
    <svg className="trend" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      <line className="trend-threshold" x1="0" x2="100" y1="50" y2="50" />
      <polyline className="trend-line" points={points.join(' ')} />
    </svg>
  );
}
