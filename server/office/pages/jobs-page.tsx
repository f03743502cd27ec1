import type { ReactElement } from 'react';
import type { Asset } from '../../../src/domain/asset';
import { jobAssetState, type Job } from '../../../src/domain/job';
import { Button, buttonClass } from '../../../src/ui/button';
import { Chip } from '../../../src/ui/chip';
import { DataTable } from '../../../src/ui/data-table';
import { EmptyState } from '../../../src/ui/empty-state';
import { Facts } from '../../../src/ui/facts';
import { InputField } from '../../../src/ui/form-field';
import { JobChoices } from '../../../src/ui/job-choices';
import { Notice } from '../../../src/ui/notice';
import { Panel } from '../../../src/ui/panel';
import type { NodeWords } from '../../../src/words/words';
import { jobTones } from '../../../src/words/asset-text';
import { paths, withQuery } from '../paths';
import { inUtc } from '../office-words';
import { useOffice } from './office-context';
import { OfficePage } from './office-page';
import type { ItemHistory } from '../queries/item-versions';
import { ItemVersions } from './item-versions';
import { DeleteForm } from './shared-parts';

/** Every job. */
export function JobsPage({ jobs }: { readonly jobs: readonly Job[] }): ReactElement {
  const { words } = useOffice();
  return (
    <OfficePage
      title={words.say('app.jobs')}
      place="jobs"
      lead={words.say('office.jobsLead')}
      aside={
        <div className="row">
          <a className={buttonClass('primary')} href={paths.newJob}>
            {words.say('jobs.create')}
          </a>
          <a className={buttonClass('plain')} href={paths.assetList}>
            {words.say('assets.title')}
          </a>
        </div>
      }
    >
      {jobs.length === 0 ? (
        <EmptyState icon="list" title={words.say('jobs.emptyTitle')}>
          {words.say('office.noJobsHint')}
        </EmptyState>
      ) : (
        <Panel>
          <DataTable
            label={words.say('app.jobs')}
            isStacked
            columns={[
              { title: words.say('jobs.number') },
              { title: words.say('jobs.date') },
              { title: words.say('jobs.branch') },
              { title: words.say('jobs.inspector') },
              { title: words.say('assets.title'), isNumber: true },
              { title: words.say('jobs.status') },
            ]}
            rows={jobs.map((job) => ({
              key: job.id,
              cells: [
                <a key="number" href={paths.job(job.id)}>
                  {job.number}
                </a>,
                dayText(words, job.date),
                job.branch ?? '',
                job.inspector ?? '',
                words.number(job.assets.length),
                <Chip key="status" tone={jobTones[job.status]}>
                  {words.say(`jobs.status.${job.status}`)}
                </Chip>,
              ],
            }))}
          />
        </Panel>
      )}
    </OfficePage>
  );
}

/** What one job's page shows. */
export interface JobView {
  readonly job: Job;
  readonly assetsById: ReadonlyMap<string, Asset>;
  /** Records of this job by asset. */
  readonly countByAsset: ReadonlyMap<string, number>;
  readonly history: ItemHistory;
}

/** One job: its data, and each of its assets with the records that arrived. */
export function JobPage(view: JobView): ReactElement {
  const { job } = view;
  const { words } = useOffice();
  return (
    <OfficePage
      title={job.number}
      place="jobs"
      lead={words.say(`jobs.status.${job.status}`)}
      aside={
        <div className="row">
          <a className={buttonClass('plain')} href={`${paths.job(job.id)}/edit`}>
            {words.say('jobs.edit')}
          </a>
          <a className={buttonClass('plain')} href={withQuery(paths.records, `job=${job.id}`)}>
            {words.say('office.showRecords')}
          </a>
          <a className={buttonClass('plain')} href={withQuery(paths.report, `job=${job.id}`)}>
            {words.say('office.reportOfJob')}
          </a>
        </div>
      }
    >
      <Panel title={words.say('jobs.assets')}>
        {job.assets.length === 0 ? (
          <p className="quiet">{words.say('jobs.progressNone')}</p>
        ) : (
          <JobAssetTable {...view} />
        )}
      </Panel>
      <Panel title={words.say('office.jobData')}>
        <Facts facts={jobFacts(words, job)} />
      </Panel>
      <ItemVersions history={view.history} />
      <DeleteForm
        action={`${paths.job(job.id)}/delete`}
        words={words.say('jobs.remove')}
        why={words.say('jobs.removeQuestion')}
      />
    </OfficePage>
  );
}

function JobAssetTable({ job, assetsById, countByAsset }: JobView): ReactElement {
  const { words } = useOffice();
  return (
    <DataTable
      label={words.say('jobs.assets')}
      isStacked
      columns={[
        { title: words.say('assets.number') },
        { title: words.say('assets.location') },
        { title: words.say('jobs.status') },
      ]}
      rows={job.assets.map((entry) => {
        const asset = assetsById.get(entry.assetId);
        const state = jobAssetState(entry, countByAsset.get(entry.assetId) ?? 0);
        const href = withQuery(paths.records, `job=${job.id}&asset=${entry.assetId}`);
        return {
          key: entry.assetId,
          cells: [
            asset === undefined ? (
              words.say('assets.deletedAsset')
            ) : (
              <a key="number" href={paths.assetPage(asset.id)}>
                {asset.number}
              </a>
            ),
            placeOf(asset),
            state.kind === 'inspected' ? (
              <a key="state" href={href}>
                {words.say('jobs.state.inspected', { count: state.pictures })}
              </a>
            ) : state.kind === 'open' ? (
              words.say('jobs.state.open')
            ) : (
              words.say('jobs.state.not-inspected', { because: state.because })
            ),
          ],
        };
      })}
    />
  );
}

function placeOf(asset: Asset | undefined): string {
  if (asset === undefined) return '';
  return (asset.kind === 'transformer' ? asset.location : asset.holding) ?? '';
}

function jobFacts(words: NodeWords, job: Job) {
  const { position } = job;
  const facts = [
    { name: words.say('jobs.date'), value: dayText(words, job.date) },
    { name: words.say('jobs.branch'), value: job.branch },
    { name: words.say('jobs.weather'), value: job.weather && words.say(`jobs.weather.${job.weather}`) },
    { name: words.say('jobs.inspector'), value: job.inspector },
    {
      name: words.say('jobs.position'),
      value:
        position &&
        words.say('jobs.positionOf', {
          latitude: words.number(position.latitude, 5),
          longitude: words.number(position.longitude, 5),
        }),
    },
    { name: words.say('jobs.notes'), value: job.notes && <span className="note">{job.notes}</span> },
  ];
  return facts.filter(({ value }) => value !== undefined);
}

function dayText(words: NodeWords, day: string): string {
  return inUtc(words).date(`${day}T12:00:00Z`);
}

/** What the form of a job shows: texts as they were typed, and why they were not accepted. */
export interface JobFormView {
  readonly action: string;
  readonly title: string;
  readonly texts: Readonly<Record<string, string | undefined>>;
  readonly fault?: string | undefined;
}

/** The form of a new or an existing job. */
export function JobFormPage({ action, title, texts, fault }: JobFormView): ReactElement {
  const { words } = useOffice();
  const lines = ['number', 'date', 'branch', 'inspector', 'latitude', 'longitude', 'notes'] as const;
  return (
    <OfficePage title={title} place="jobs">
      {fault === undefined ? null : <Notice tone="bad" role="alert" title={fault} />}
      <Panel>
        <form className="stack" method="post" action={action}>
          <input type="hidden" name="base" value={texts['base'] ?? ''} />
          <div className="form-grid">
            {lines.map((name) => (
              <InputField
                key={name}
                name={name}
                type={name === 'date' ? 'date' : 'text'}
                label={words.say(`jobs.${name}`)}
                defaultValue={texts[name]}
                maxLength={name === 'notes' ? 4000 : 200}
                required={name === 'number' || name === 'date'}
              />
            ))}
            <JobChoices status={texts['status']} weather={texts['weather']} />
          </div>
          <label className="form-field">
            <span className="form-field-label">{words.say('office.jobNumbers')}</span>
            <textarea className="text-field-input" name="assets" rows={12} defaultValue={texts['assets']} />
          </label>
          <p className="small quiet">{words.say('office.jobNumbersHint')}</p>
          <div className="form-actions">
            <Button look="primary" type="submit">
              {words.say('jobs.save')}
            </Button>
            <a className={buttonClass('plain')} href={paths.jobs}>
              {words.say('office.cancel')}
            </a>
          </div>
        </form>
      </Panel>
    </OfficePage>
  );
}
