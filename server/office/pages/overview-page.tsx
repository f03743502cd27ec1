/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { StackedColumns } from '../chart';
import { paths, withQuery } from '../paths';
import type { Choices } from '../queries/choices';
import type { AnswerCount, PlaceCount } from '../queries/count-answers';
import { filterToQuery, type RecordFilter } from '../record-filter';
import type { TimeTable } from '../time-table';
import { countOf, formatCount, formatPercent } from '../tone';
import { FilterForm } from './filter-form';
import { Page, type PageFrame } from './layout';
import { Moment } from './parts';

/** What the overview shows. */
export interface OverviewView {
  readonly frame: PageFrame;
  readonly filter: RecordFilter;
  readonly choices: Choices;
  readonly places: readonly PlaceCount[];
  readonly table: TimeTable;
}

/** Where records come from and what they say, in numbers. */
export function OverviewPage({ frame, filter, choices, places, table }: OverviewView) {
  const total = places.reduce((sum, { count }) => sum + count, 0);
  return (
    <Page frame={frame} title="Overview" place="overview">
      <div class="page-head">
        <h1>Overview</h1>
        <p class="quiet">{countOf(total, 'record')}</p>
      </div>
      <FilterForm action={paths.overview} filter={filter} choices={choices} />
      <section class="panel" aria-labelledby="over-time">
        <h2 id="over-time">{`Answers by ${table.step}`}</h2>
        {table.rows.length === 0 ? <p class="quiet">No record was taken in this time.</p> : <OverTime table={table} />}
      </section>
      <section class="panel" aria-labelledby="by-place">
        <h2 id="by-place">By location</h2>
        {places.length === 0 ? (
          <p class="quiet">No record fits this filter.</p>
        ) : (
          <ByPlace places={places} filter={filter} frame={frame} />
        )}
      </section>
    </Page>
  );
}

function OverTime({ table }: { readonly table: TimeTable }) {
  return (
    <>
      <StackedColumns
        chart={{
          title: `Answers by ${table.step}, by the time the photo was taken`,
          series: table.answers,
          columns: table.rows.map(({ label, counts }) => ({ label, counts })),
        }}
      />
      <div class="table-box over-time" tabindex={0} role="region" aria-label="Answers over time in numbers">
        <table>
          <thead>
            <tr>
              <th scope="col">{table.step === 'week' ? 'Week from' : table.step === 'day' ? 'Day' : 'Month'}</th>
              {table.answers.map((answer) => (
                <th scope="col" class="number">
                  {answer}
                </th>
              ))}
              <th scope="col" class="number">
                All
              </th>
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ label, counts }) => (
              <tr>
                <th scope="row">{label}</th>
                {counts.map((count) => (
                  <td class="number">{formatCount(count)}</td>
                ))}
                <td class="number">{formatCount(counts.reduce((sum, count) => sum + count, 0))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function ByPlace(props: {
  readonly places: readonly PlaceCount[];
  readonly filter: RecordFilter;
  readonly frame: PageFrame;
}) {
  return (
    <div class="table-box by-place" tabindex={0} role="region" aria-label="Records by location">
      <table>
        <thead>
          <tr>
            <th scope="col">Location</th>
            <th scope="col" class="number">
              Records
            </th>
            <th scope="col">Last arrival</th>
            <th scope="col">Share of each answer</th>
          </tr>
        </thead>
        <tbody>
          {props.places.map((place) => (
            <tr>
              <th scope="row">
                <PlaceName location={place.location} filter={props.filter} />
              </th>
              <td class="number" data-label="Records">
                {formatCount(place.count)}
              </td>
              <td data-label="Last arrival">
                <Moment at={place.lastSeen} time={props.frame.time} />
              </td>
              <td>
                <Shares place={place} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PlaceName({ location, filter }: { readonly location: string | undefined; readonly filter: RecordFilter }) {
  if (location === undefined) return <>Devices not registered here</>;
  return <a href={withQuery(paths.records, filterToQuery({ ...filter, location }))}>{location}</a>;
}

function Shares({ place }: { readonly place: PlaceCount }) {
  return (
    <ul class="shares">
      {place.answers.map((answer) => (
        <li class="share">
          <span>{answer.title}</span>
          <ShareBar share={answer.count / place.count} />
          <span class="number">{shareInWords(answer, place.count)}</span>
        </li>
      ))}
    </ul>
  );
}

function ShareBar({ share }: { readonly share: number }) {
  return (
    <svg class="share-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect width="100" height="10" rx="4" />
      <rect width={Math.max(1, Math.round(share * 100))} height="10" rx="4" />
    </svg>
  );
}

function shareInWords({ count }: AnswerCount, total: number): string {
  return `${formatPercent(count / total)} (${formatCount(count)})`;
}
