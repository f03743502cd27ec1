import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Link } from 'wouter';
import type { Purpose } from '../domain/asked-fields';
import { assessTemperatures } from '../domain/neta-class';
import type { InspectionRecord, RecordPatch } from '../domain/record';
import { Button } from '../ui/button';
import { ChoiceRow } from '../ui/choice-row';
import { Facts } from '../ui/facts';
import { NetaAssessmentView } from '../ui/neta-assessment';
import { Panel } from '../ui/panel';
import { useWords } from '../ui/words-context';
import { describeStorageFault } from '../words/fault-text';
import { AssetPicker } from './asset-picker';
import { useAsset, useJob, useJobs } from './asset-queries';
import { assetSupport } from '../words/asset-text';
import { FaultNotice } from './fault-notice';
import { queryKeys } from './local-queries';
import { useAskedFields } from './use-asked-fields';
import { TemperatureForm } from './temperature-form';
import { useFaultMutation } from './use-fault-mutation';
import { useServices } from './use-services';

/** The fields of a record that the panel shows and changes. */
type LinkedRecord = Pick<InspectionRecord, 'assetId' | 'jobId' | 'purpose' | 'temperatures'>;

type Change = (patch: RecordPatch) => void;

/** To which asset and job a saved picture belongs, whether it is a baseline, and typed temperatures with their NETA class. */
export function RecordAssetPanel({ id }: { readonly id: string }): ReactElement | null {
  const words = useWords();
  const { inspections } = useServices();
  const record = useQuery({
    queryKey: [...queryKeys.inspections, 'one', id],
    queryFn: async () => (await inspections.byId(id)) ?? null,
  }).data;
  const edit = useFaultMutation({
    run: (patch: RecordPatch) => inspections.edit(id, patch),
    refresh: [queryKeys.inspections],
  });
  const asked = useAskedFields(record ?? undefined);
  if (record === undefined || record === null) return null;
  return (
    <>
      <Panel title={words.say('assets.belongsTo')}>
        <AssetChoice record={record} onChange={edit.mutate} />
        <JobChoice record={record} onChange={edit.mutate} />
        <PurposeChoice purpose={record.purpose} purposes={asked.purposes} onChange={edit.mutate} />
      </Panel>
      {asked.temperatures ? <TemperaturePanel temperatures={record.temperatures} onChange={edit.mutate} /> : null}
      {edit.isError ? <FaultNotice fault={describeStorageFault(words, edit.error.fault)} /> : null}
    </>
  );
}

function AssetChoice(props: { readonly record: LinkedRecord; readonly onChange: Change }): ReactElement {
  const words = useWords();
  const { assetId } = props.record;
  const { data: asset } = useAsset(assetId);
  const [isOpen, setOpen] = useState(false);
  const shown =
    asset === undefined || asset === null ? (
      words.say(assetId === undefined ? 'assets.noAsset' : 'assets.deletedAsset')
    ) : (
      <>
        <Link href={`/assets/${asset.id}`}>{asset.number}</Link>{' '}
        <span className="small quiet">{assetSupport(words, asset)}</span>
      </>
    );
  return (
    <div className="stack-tight">
      <Facts facts={[{ name: words.say('assets.pick'), value: shown }]} />
      <div className="row">
        <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {words.say(assetId === undefined ? 'assets.targetChoose' : 'assets.targetChange')}
        </Button>
        {assetId === undefined ? null : (
          <Button look="quiet" onClick={() => props.onChange({ assetId: null })}>
            {words.say('assets.targetClear')}
          </Button>
        )}
      </div>
      {isOpen ? (
        <AssetPicker
          onPick={({ id }) => {
            setOpen(false);
            props.onChange({ assetId: id });
          }}
        />
      ) : null}
    </div>
  );
}

/** The newest jobs: a picture is assigned to a job of these weeks. */
const mostJobs = 30;

function JobChoice(props: { readonly record: LinkedRecord; readonly onChange: Change }): ReactElement | null {
  const words = useWords();
  const { jobId } = props.record;
  const jobs = useJobs().data ?? [];
  const current = useJob(jobId).data;
  if (jobs.length === 0 && jobId === undefined) return null;
  const listed = jobs.slice(0, mostJobs);
  const isListed = jobId === undefined || listed.some(({ id }) => id === jobId);
  return (
    <label className="form-field">
      <span className="form-field-label">{words.say('app.jobs')}</span>
      <select
        className="text-field-input"
        value={jobId ?? ''}
        onChange={(event) =>
          props.onChange({ jobId: event.currentTarget.value === '' ? null : event.currentTarget.value })
        }
      >
        <option value="">{words.say('assets.targetClear')}</option>
        {isListed ? null : <option value={jobId}>{current?.number ?? words.say('assets.deletedJob')}</option>}
        {listed.map(({ id, number }) => (
          <option key={id} value={id}>
            {number}
          </option>
        ))}
      </select>
    </label>
  );
}

function PurposeChoice(props: {
  readonly purpose: InspectionRecord['purpose'];
  readonly purposes: readonly Purpose[];
  readonly onChange: Change;
}): ReactElement | null {
  const words = useWords();
  if (props.purposes.length === 0) return null;
  return (
    <div className="stack-tight">
      <ChoiceRow
        label={words.say('assets.purpose')}
        choices={[
          { value: '', title: words.say('assets.purposeNone') },
          ...props.purposes.map((purpose) => ({ value: purpose, title: words.say(`assets.${purpose}`) })),
        ]}
        value={props.purpose ?? ''}
        onChange={(purpose) => props.onChange({ purpose: purpose === '' ? null : purpose })}
        isCompact
      />
      {props.purposes.includes('baseline') ? <p className="small quiet">{words.say('assets.purposeHint')}</p> : null}
    </div>
  );
}

function TemperaturePanel(props: {
  readonly temperatures: InspectionRecord['temperatures'];
  readonly onChange: Change;
}): ReactElement {
  const words = useWords();
  const { temperatures, onChange } = props;
  const assessment = temperatures === undefined ? undefined : assessTemperatures(temperatures);
  return (
    <Panel title={words.say('assets.temperatures')}>
      <TemperatureForm
        temperatures={temperatures}
        onChange={(changed) => onChange({ temperatures: changed ?? null })}
      />
      {assessment === undefined ? null : <NetaAssessmentView assessment={assessment} />}
    </Panel>
  );
}
