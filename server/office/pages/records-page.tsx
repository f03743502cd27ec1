import type { ReactElement } from 'react';
import { Button, buttonClass } from '../../../src/ui/button';
import { EmptyState } from '../../../src/ui/empty-state';
import { CheckField, InputField } from '../../../src/ui/form-field';
import { Notice } from '../../../src/ui/notice';
import { Panel } from '../../../src/ui/panel';
import { paths, withQuery } from '../paths';
import type { Choices } from '../queries/choices';
import type { RecordsPage } from '../queries/list-records';
import { filterToQuery, isWholeList, type RecordFilter } from '../record-filter';
import { FilterForm } from './filter-form';
import { useOffice } from './office-context';
import { OfficePage } from './office-page';
import { RecordRow } from './record-row';

/** What the list shows. `live` is the sequence after which new records belong on top; only the newest page has it. */
export interface RecordsView {
  readonly filter: RecordFilter;
  readonly choices: Choices;
  readonly page: RecordsPage;
  /** All records that match the filter, when the page was loaded. */
  readonly total: number;
  readonly live: number | undefined;
}

/** The records, newest change first. */
export function RecordsListPage({ filter, choices, page, total, live }: RecordsView): ReactElement {
  const { words } = useOffice();
  return (
    <OfficePage title={words.say('office.records')} place="records" lead={<LiveStatus isLive={live !== undefined} />}>
      <SearchForm filter={filter} />
      <FilterForm
        action={paths.records}
        filter={filter}
        isFiltered={!isWholeList({ ...filter, q: undefined })}
        choices={choices}
        hasOtherSearch
      />
      <form className="stack-tight" method="get" action={paths.report}>
        <p className="quiet">{words.say('office.matchCount', { count: total })}</p>
        <SelectionBar query={filterToQuery(filter)} />
        <ManyNotice filter={filter} />
        <Panel>
          <RecordList page={page} filter={filter} live={live} />
        </Panel>
      </form>
      <Pager page={page} filter={filter} />
    </OfficePage>
  );
}

/** The search alone is always visible. It keeps the other fields of the filter. */
function SearchForm({ filter }: { readonly filter: RecordFilter }): ReactElement {
  const { words } = useOffice();
  const { q, ...others } = filter;
  return (
    <form className="search" role="search" method="get" action={paths.records}>
      {[...new URLSearchParams(filterToQuery({ ...others, q: undefined }))].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <InputField type="search" name="q" label={words.say('office.search')} defaultValue={q} maxLength={200} />
      <Button type="submit">{words.say('office.searchButton')}</Button>
    </form>
  );
}

/** The script replaces the text, and takes its other texts from the attribute. */
function LiveStatus({ isLive }: { readonly isLive: boolean }): ReactElement {
  const { words } = useOffice();
  const texts = {
    connected: words.say('office.live'),
    lost: words.say('office.liveLost'),
    stopped: words.say('office.liveStopped'),
    stoppedWhileSelecting: words.say('office.liveStoppedChoosing'),
  };
  return (
    <span role="status" data-live-status={JSON.stringify(texts)}>
      {isLive ? words.say('office.liveNeedsScript') : words.say('office.liveOlderPage')}
    </span>
  );
}

function SelectionBar({ query }: { readonly query: string }): ReactElement {
  const { words } = useOffice();
  return (
    <div className="row">
      <input type="hidden" name="of" value="chosen" />
      <CheckField data-select-all label={words.say('office.selectAll')} />
      <Button type="submit">{words.say('office.reportSelected')}</Button>
      <a className={buttonClass('quiet')} href={withQuery(paths.report, query)}>
        {words.say('office.reportAll')}
      </a>
    </div>
  );
}

/** Hidden until more changes are received at once than are shown as rows. */
function ManyNotice({ filter }: { readonly filter: RecordFilter }): ReactElement {
  const { words } = useOffice();
  return (
    <div data-live-many hidden>
      <Notice tone="info">
        <span data-live-count />{' '}
        <a href={withQuery(paths.records, filterToQuery(filter))}>{words.say('office.reloadList')}</a>
      </Notice>
    </div>
  );
}

function RecordList({ page, filter, live }: Omit<RecordsView, 'choices' | 'total'>): ReactElement {
  const source = live === undefined ? undefined : withQuery(paths.live, filterToQuery(filter, { after: String(live) }));
  return (
    <>
      <ol className="records" data-live={source}>
        {page.records.map((record) => (
          <RecordRow key={record.id} record={record} />
        ))}
      </ol>
      {page.records.length === 0 ? <NoRecords filter={filter} /> : null}
    </>
  );
}

function NoRecords({ filter }: { readonly filter: RecordFilter }): ReactElement {
  const { words } = useOffice();
  return (
    <div data-live-empty>
      {isWholeList(filter) ? (
        <EmptyState icon="history" title={words.say('office.noRecords')}>
          {words.say('office.noRecordsHint')}
        </EmptyState>
      ) : (
        <p className="quiet">{words.say('office.noMatch')}</p>
      )}
    </div>
  );
}

function Pager({ page, filter }: { readonly page: RecordsPage; readonly filter: RecordFilter }): ReactElement | null {
  const { words } = useOffice();
  const first = page.records[0]?.sequence;
  const last = page.records.at(-1)?.sequence;
  const link = (name: 'older' | 'newer', than: number) =>
    withQuery(paths.records, filterToQuery(filter, { [name]: String(than) }));
  if (!page.hasNewer && !page.hasOlder) return null;
  return (
    <nav className="page-head" aria-label={words.say('office.pages')}>
      {page.hasNewer && first !== undefined ? (
        <a className={buttonClass('plain')} href={link('newer', first)}>
          {words.say('office.newer')}
        </a>
      ) : (
        <span />
      )}
      {page.hasOlder && last !== undefined ? (
        <a className={buttonClass('plain')} href={link('older', last)}>
          {words.say('office.older')}
        </a>
      ) : null}
    </nav>
  );
}
