/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { paths, withQuery } from '../paths';
import type { Choices } from '../queries/choices';
import type { RecordsPage } from '../queries/list-records';
import { filterToQuery, isWholeList, type RecordFilter } from '../record-filter';
import { FilterForm } from './filter-form';
import { Page, type PageFrame } from './layout';
import { RecordRow } from './record-row';

/** What the list shows. `live` is the sequence after which news belong on top; undefined on every page but the newest. */
export interface RecordsView {
  readonly frame: PageFrame;
  readonly filter: RecordFilter;
  readonly choices: Choices;
  readonly page: RecordsPage;
  readonly live: number | undefined;
}

/** The records, newest change first. */
export function RecordsListPage({ frame, filter, choices, page, live }: RecordsView) {
  const query = filterToQuery(filter);
  const source = live === undefined ? undefined : withQuery(paths.live, filterToQuery(filter, { after: String(live) }));
  return (
    <Page frame={frame} title="Records" place="records">
      <div class="page-head">
        <h1>Records</h1>
        <p class="quiet small" role="status" data-live-status>
          {live === undefined
            ? 'An older page: new records arrive on the first one.'
            : 'New records appear when this page is loaded again.'}
        </p>
      </div>
      <FilterForm action={paths.records} filter={filter} choices={choices} />
      <form class="stack-tight" method="get" action={paths.report}>
        <ReportBar query={query} />
        <p class="notice tone-info" data-live-many hidden>
          <span data-live-count></span> <a href={withQuery(paths.records, query)}>Load the list anew</a>
        </p>
        <ol class="records" data-live={source}>
          {page.records.map((record) => (
            <RecordRow record={record} time={frame.time} />
          ))}
        </ol>
        {page.records.length === 0 ? <Empty filter={filter} /> : null}
      </form>
      <Pager page={page} filter={filter} />
    </Page>
  );
}

function ReportBar({ query }: { readonly query: string }) {
  return (
    <div class="row">
      <input type="hidden" name="of" value="chosen" />
      <label class="check">
        <input type="checkbox" data-choose-all />
        Choose all on this page
      </label>
      <button class="button" type="submit">
        Report of the chosen
      </button>
      <a class="button button-quiet" href={withQuery(paths.report, query)}>
        Report of the whole list
      </a>
    </div>
  );
}

function Empty({ filter }: { readonly filter: RecordFilter }) {
  return (
    <p class="panel quiet" data-live-empty>
      {isWholeList(filter)
        ? 'No record has arrived yet. Devices send them as soon as they are registered and have a network.'
        : 'No record fits this filter.'}
    </p>
  );
}

function Pager({ page, filter }: { readonly page: RecordsPage; readonly filter: RecordFilter }) {
  const first = page.records[0]?.sequence;
  const last = page.records.at(-1)?.sequence;
  return (
    <nav class="pages" aria-label="Pages">
      {page.hasNewer && first !== undefined ? (
        <PageLink filter={filter} to={['newer', first]} title="Newer" />
      ) : (
        <span />
      )}
      {page.hasOlder && last !== undefined ? <PageLink filter={filter} to={['older', last]} title="Older" /> : null}
    </nav>
  );
}

function PageLink(props: {
  readonly filter: RecordFilter;
  readonly to: readonly [name: 'older' | 'newer', than: number];
  readonly title: string;
}) {
  const [name, than] = props.to;
  return (
    <a class="button" href={withQuery(paths.records, filterToQuery(props.filter, { [name]: String(than) }))}>
      {props.title}
    </a>
  );
}
