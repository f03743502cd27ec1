import { useMemo, useState, type ReactElement } from 'react';
import type { Asset } from '../../domain/asset';
import { jobAssetLimit, jobAssetState, type Job, type JobAsset, type JobAssetState } from '../../domain/job';
import { Button } from '../../ui/button';
import { ChoiceRow } from '../../ui/choice-row';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { describeStorageFault } from '../../words/fault-text';
import { AssetPicker } from '../asset-picker';
import { useAssets } from '../asset-queries';
import { FaultNotice } from '../fault-notice';
import { queryKeys } from '../local-queries';
import { useFaultMutation } from '../use-fault-mutation';
import { useServices } from '../use-services';
import { JobAssetRow } from './job-asset-row';
import { JobProgressBar } from './job-progress-bar';
import { useJobProgress } from './use-job-progress';

const shownStates = ['all', 'open', 'inspected', 'not-inspected'] as const;
type ShownState = (typeof shownStates)[number];

const pageSize = 100;

/** The assets of a job in their order, each with its state. */
export function JobAssets({ job }: { readonly job: Job }): ReactElement {
  const words = useWords();
  const [shown, setShown] = useState<ShownState>('all');
  const [limit, setLimit] = useState(pageSize);
  const { picturesByAsset, progress } = useJobProgress(job);
  const assetsById = useAssetsById();
  const edit = useJobAssetEdits(job);
  const rows = job.assets
    .map((entry) => ({ entry, state: jobAssetState(entry, picturesByAsset.get(entry.assetId) ?? 0) }))
    .filter(({ state }) => shown === 'all' || state.kind === shown);
  return (
    <Panel title={words.say('jobs.assets')}>
      <JobProgressBar progress={progress} />
      <ChoiceRow
        label={words.say('jobs.show')}
        choices={shownStates.map((value) => ({ value, title: words.say(`jobs.show.${value}`) }))}
        value={shown}
        onChange={setShown}
        isCompact
      />
      <ul className="job-assets">
        {rows.slice(0, limit).map(({ entry, state }) => (
          <Row key={entry.assetId} job={job} entry={entry} state={state} assetsById={assetsById} edit={edit} />
        ))}
      </ul>
      {rows.length === 0 ? <p className="quiet">{words.say('jobs.noneShown')}</p> : null}
      {rows.length > limit ? (
        <Button onClick={() => setLimit(limit + pageSize)}>{words.say('assets.more')}</Button>
      ) : null}
      {edit.fault === undefined ? null : <FaultNotice fault={describeStorageFault(words, edit.fault)} />}
      <AddAsset job={job} onAdd={edit.add} />
    </Panel>
  );
}

function useAssetsById(): ReadonlyMap<string, Asset> {
  const assets = useAssets().data;
  return useMemo(() => new Map((assets ?? []).map((asset) => [asset.id, asset])), [assets]);
}

/** The changes of a job's list. Each is applied to its newest state. */
function useJobAssetEdits({ id }: Job) {
  const { jobs } = useServices();
  const change = useFaultMutation({
    run: (to: (assets: Job['assets']) => Job['assets']) => jobs.edit(id, (job) => ({ ...job, assets: to(job.assets) })),
    refresh: [queryKeys.jobs],
  });
  const marking = useFaultMutation({
    run: ({ assetId, because }: { readonly assetId: string; readonly because: string }) =>
      jobs.markNotInspected(id, assetId, because),
    refresh: [queryKeys.jobs],
  });
  return {
    add: ({ id: assetId }: Asset) =>
      change.mutate((assets) => (assets.some((each) => each.assetId === assetId) ? assets : [...assets, { assetId }])),
    takeOut: (assetId: string) => change.mutate((assets) => assets.filter((each) => each.assetId !== assetId)),
    mark: (assetId: string, because: string) => marking.mutate({ assetId, because }),
    fault: change.error?.fault ?? marking.error?.fault,
  };
}

function Row(props: {
  readonly job: Job;
  readonly entry: JobAsset;
  readonly state: JobAssetState;
  readonly assetsById: ReadonlyMap<string, Asset>;
  readonly edit: ReturnType<typeof useJobAssetEdits>;
}): ReactElement {
  const { job, entry, state, assetsById, edit } = props;
  const { assetId } = entry;
  return (
    <JobAssetRow
      jobId={job.id}
      assetId={assetId}
      asset={assetsById.get(assetId)}
      state={state}
      onMark={(because) => edit.mark(assetId, because)}
      onTakeOut={() => edit.takeOut(assetId)}
    />
  );
}

function AddAsset({ job, onAdd }: { readonly job: Job; readonly onAdd: (asset: Asset) => void }): ReactElement {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const without = useMemo(() => new Set(job.assets.map(({ assetId }) => assetId)), [job.assets]);
  if (job.assets.length >= jobAssetLimit) {
    return <p className="quiet">{words.say('jobs.full', { limit: jobAssetLimit })}</p>;
  }
  return (
    <>
      <div>
        <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {words.say('jobs.addAsset')}
        </Button>
      </div>
      {isOpen ? <AssetPicker onPick={onAdd} without={without} /> : null}
    </>
  );
}
