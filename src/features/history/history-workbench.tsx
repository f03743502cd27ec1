import { useCallback, useMemo, type ReactElement } from 'react';
import type { InspectionSummary } from '../../domain/inspection-summary';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ModalDialog } from '../../ui/modal-dialog';
import { Page } from '../../ui/page';
import { Skeleton } from '../../ui/skeleton';
import { useWords } from '../../ui/words-context';
import { describeStorageFault } from '../../words/fault-text';
import { useDeliveryOverview } from '../delivery-queries';
import { FaultNotice } from '../fault-notice';
import { ActiveFilters, countFilters } from './active-filters';
import { AssignDialog } from './assign-dialog';
import { ClearFilters, FilterPanel } from './filter-panel';
import { HistoryResults } from './history-results';
import { HistoryToolbar } from './history-toolbar';
import { KeyHelp } from './key-help';
import { mostUnseen } from './seen-pictures';
import { SelectionBar } from './selection-bar';
import { UndoNotice } from './undo-notice';
import type { BulkOutcome } from './use-bulk-actions';
import { useDayCounts, useFacetTitles, type HistoryData } from './use-history-data';
import { useAssets } from './use-links';
import { useWorkbench, type Workbench } from './use-workbench';

/** Filters, list, selection, and their dialogs. */
export function HistoryWorkbench(props: {
  readonly saved: number | undefined;
  readonly isDesktop: boolean;
}): ReactElement {
  const words = useWords();
  const { saved, isDesktop } = props;
  const bench = useWorkbench(isDesktop);
  const { data, bulk, selection } = bench;
  return (
    <Page
      title={words.say('history.title')}
      lead={<Found bench={bench} saved={saved} />}
      aside={<HistoryToolbar bench={bench} isDesktop={isDesktop} />}
      isWide
    >
      <div className="workbench">
        {isDesktop ? (
          <aside className="workbench-filters" aria-label={words.say('history.filters')}>
            <Filters bench={bench} />
          </aside>
        ) : null}
        <div className="workbench-main">
          <ActiveFilters address={bench.address} onChange={bench.setAddress} isDesktop={isDesktop} />
          {bench.isSelecting ? (
            <SelectionBar
              count={selection.ids.size}
              total={data?.total}
              isBusy={bulk.isBusy}
              actions={bulk.actions}
              onSelectAll={() => void bench.selectAll()}
              onClear={bench.clear}
            />
          ) : null}
          <Outcome outcome={bulk.outcome} />
          <Unseen data={data} />
          <Results bench={bench} />
        </div>
      </div>
      <UndoNotice />
      <Windows bench={bench} />
    </Page>
  );
}

/** How many are shown, of how many. */
function Found({ bench, saved }: { readonly bench: Workbench; readonly saved: number | undefined }): ReactElement {
  const words = useWords();
  const total = bench.data?.total;
  if (saved === undefined) return <>{words.say('history.loading')}</>;
  if (countFilters(bench.address) === 0) return <>{words.say('history.count', { count: saved })}</>;
  if (total !== undefined) return <>{words.say('history.found', { count: total, all: saved })}</>;
  const rows = bench.data?.loader.section('all').rows.length ?? 0;
  return <>{words.say('history.foundSoFar', { count: rows })}</>;
}

/** New pictures that are not in the list yet. It lies over the list, so that no row moves. */
function Unseen({ data }: { readonly data: HistoryData | undefined }): ReactElement {
  const words = useWords();
  const { unseen = 0, showUnseen } = data ?? {};
  return (
    <div role="status" className="workbench-unseen">
      {unseen === 0 ? null : (
        <Button look="primary" onClick={showUnseen}>
          {words.say(unseen < mostUnseen ? 'history.showUnseen' : 'history.showManyUnseen', { count: unseen })}
        </Button>
      )}
    </div>
  );
}

function Filters({ bench }: { readonly bench: Workbench }): ReactElement {
  const { address, setAddress } = bench;
  const counts = useDayCounts(address.filter).data;
  const titles = useFacetTitles();
  const device = useDeliveryOverview().data?.device;
  if (counts === undefined) return <Skeleton />;
  const hasDelivery = device !== undefined && device.phase !== 'none';
  return (
    <>
      <FilterPanel address={address} onChange={setAddress} counts={counts} titles={titles} hasDelivery={hasDelivery} />
      {countFilters(address) > 0 ? <ClearFilters address={address} onChange={setAddress} /> : null}
    </>
  );
}

function Results({ bench }: { readonly bench: Workbench }): ReactElement {
  const words = useWords();
  const { data, address, setAddress } = bench;
  const device = useDeliveryOverview().data?.device;
  const assets = useAssets();
  const numberById = useMemo(() => new Map(assets.map(({ id, number }) => [id, number])), [assets]);
  const assetOf = useCallback(
    ({ assetId }: InspectionSummary) => (assetId === undefined ? '' : (numberById.get(assetId) ?? '')),
    [numberById],
  );
  if (data === undefined) return <Skeleton rows={8} />;
  if (data.fault !== undefined) {
    return (
      <FaultNotice
        fault={{ title: words.say('history.faultTitle'), advice: words.say('history.faultAdvice') }}
        actions={<Button onClick={() => data.loader.refresh()}>{words.say('history.tryAgain')}</Button>}
      />
    );
  }
  if (data.isComplete && data.groups.length === 0) {
    return (
      <EmptyState
        icon="history"
        title={words.say('history.noneTitle')}
        action={<ClearFilters address={address} onChange={setAddress} />}
      >
        {words.say('history.none')}
      </EmptyState>
    );
  }
  return (
    <HistoryResults
      key={bench.look}
      {...bench}
      data={data}
      selected={bench.selection.ids}
      device={device}
      assetOf={assetOf}
      sort={address.sort}
      onSort={(sort) => setAddress({ ...address, sort })}
    />
  );
}

function Outcome({ outcome }: { readonly outcome: BulkOutcome | undefined }): ReactElement {
  const words = useWords();
  return (
    <div role="status" className="workbench-outcome">
      {outcome?.kind === 'confirmed' ? <p>{words.say('history.didConfirm', { count: outcome.count })}</p> : null}
      {outcome?.kind === 'assigned' ? <p>{words.say('history.didAssign', { count: outcome.count })}</p> : null}
      {outcome?.kind === 'failed' ? (
        <FaultNotice
          fault={{
            title: words.say('history.didFail'),
            advice:
              outcome.fault.kind === 'too-many-corrections'
                ? words.say('history.tooManyCorrections')
                : describeStorageFault(words, outcome.fault).advice,
          }}
        />
      ) : null}
    </div>
  );
}

/** The dialog over the list. */
function Windows({ bench }: { readonly bench: Workbench }): ReactElement | null {
  const words = useWords();
  const { openWindow, setOpenWindow, bulk, selection, data } = bench;
  const close = (): void => setOpenWindow(undefined);
  switch (openWindow) {
    case undefined:
      return null;
    case 'help':
      return <KeyHelp onClose={close} />;
    case 'assign':
      return (
        <AssignDialog
          count={Math.max(1, selection.ids.size)}
          onClose={close}
          onChoose={(assetId) => {
            close();
            void bulk.assignTo(assetId);
          }}
        />
      );
    case 'filters': {
      const total = data?.total;
      const show =
        total === undefined ? words.say('history.showAnyFound') : words.say('history.showFound', { count: total });
      return (
        <ModalDialog title={words.say('history.filters')} close={show} onClose={close}>
          <Filters bench={bench} />
        </ModalDialog>
      );
    }
  }
}
