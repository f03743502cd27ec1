import { useState, type ReactElement } from 'react';
import { Redirect } from 'wouter';
import { jobStatuses, type Job, type JobDraft } from '../../domain/job';
import { Button } from '../../ui/button';
import { ChoiceRow } from '../../ui/choice-row';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Facts } from '../../ui/facts';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/skeleton';
import { useWords } from '../../ui/words-context';
import { AbsentPage } from '../absent-page';
import { describeStorageFault } from '../../words/fault-text';
import type { Words } from '../../words/words';
import { useJob } from '../asset-queries';
import { jobSupport } from '../../words/asset-text';
import { FaultNotice } from '../fault-notice';
import { DeliveryOfItem } from '../item-delivery';
import { queryKeys } from '../local-queries';
import { useFaultMutation } from '../use-fault-mutation';
import { useServices } from '../use-services';
import { JobAssets } from './job-assets';
import { JobForm } from './job-form';
import './jobs.css';
import { useJobProgress } from './use-job-progress';

/** One job: its progress, and each of its assets. */
export function JobScreen({ id }: { readonly id: string }): ReactElement {
  const words = useWords();
  const { data: job } = useJob(id);
  const { jobs } = useServices();
  const deletion = useFaultMutation({ run: () => jobs.remove(id), refresh: [queryKeys.jobs] });
  if (deletion.isSuccess) return <Redirect to="/jobs" />;
  if (job === undefined) {
    return (
      <Page title={words.say('app.jobs')}>
        <Skeleton />
      </Page>
    );
  }
  if (job === null) return <AbsentJob />;
  return (
    <Page
      title={job.number}
      lead={
        <>
          {jobSupport(words, job)} <DeliveryOfItem id={id} />
        </>
      }
    >
      <div className="columns columns-main-first">
        <JobAssets job={job} />
        <div className="stack">
          <ProgressPanel job={job} />
          <DataPanel job={job} />
          <ConfirmDialog
            trigger={{ words: words.say('jobs.remove'), look: 'danger' }}
            title={words.say('jobs.removeTitle')}
            question={words.say('jobs.removeQuestion')}
            yes={words.say('jobs.remove')}
            no={words.say('jobs.keep')}
            onYes={deletion.mutate}
          />
          {deletion.isError ? <FaultNotice fault={describeStorageFault(words, deletion.error.fault)} /> : null}
        </div>
      </div>
    </Page>
  );
}

function ProgressPanel({ job }: { readonly job: Job }): ReactElement {
  const words = useWords();
  const { jobs } = useServices();
  const { progress } = useJobProgress(job);
  const change = useFaultMutation({
    run: (status: Job['status']) => jobs.edit(job.id, (newest) => ({ ...newest, status })),
    refresh: [queryKeys.jobs],
  });
  return (
    <Panel title={words.say('jobs.status')}>
      <ChoiceRow
        label={words.say('jobs.status')}
        choices={jobStatuses.map((value) => ({ value, title: words.say(`jobs.status.${value}`) }))}
        value={job.status}
        onChange={change.mutate}
        isCompact
      />
      {job.status === 'COMPLETED' && progress.open > 0 ? (
        <p role="status">{words.say('jobs.stillOpen', { count: progress.open })}</p>
      ) : null}
      {change.isError ? <FaultNotice fault={describeStorageFault(words, change.error.fault)} /> : null}
    </Panel>
  );
}

function DataPanel({ job }: { readonly job: Job }): ReactElement {
  const words = useWords();
  const { jobs } = useServices();
  const [isEditing, setEditing] = useState(false);
  const edit = useFaultMutation({
    run: (draft: JobDraft) =>
      jobs.edit(job.id, (newest) => ({ ...withoutTexts(newest), ...draft, assets: newest.assets })),
    refresh: [queryKeys.jobs],
    onSuccess: () => setEditing(false),
  });
  return (
    <Panel
      title={words.say('result.details')}
      aside={
        isEditing ? undefined : (
          <Button look="quiet" onClick={() => setEditing(true)}>
            {words.say('jobs.edit')}
          </Button>
        )
      }
    >
      {isEditing ? (
        <JobForm
          initial={job}
          today={job.date}
          isSaving={edit.isPending}
          onSave={edit.mutate}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <Facts facts={factsOf(words, job)} />
      )}
      {edit.isError ? <FaultNotice fault={describeStorageFault(words, edit.error.fault)} /> : null}
    </Panel>
  );
}

/** A field that the form leaves empty is removed; fields of later versions of the app stay. */
function withoutTexts(job: Job): Job {
  const { id, number, date, status, assets } = job;
  const known = new Set(['branch', 'weather', 'inspector', 'notes', 'position']);
  const others = Object.fromEntries(Object.entries(job).filter(([field]) => !known.has(field)));
  return { ...others, id, number, date, status, assets };
}

function factsOf(words: Words, job: Job) {
  const { position } = job;
  const texts = [
    { name: words.say('jobs.date'), value: words.date(`${job.date}T12:00:00`) },
    { name: words.say('jobs.branch'), value: job.branch },
    {
      name: words.say('jobs.weather'),
      value: job.weather === undefined ? undefined : words.say(`jobs.weather.${job.weather}`),
    },
    { name: words.say('jobs.inspector'), value: job.inspector },
    {
      name: words.say('jobs.position'),
      value:
        position === undefined
          ? undefined
          : words.say('jobs.positionOf', {
              latitude: words.number(position.latitude, 5),
              longitude: words.number(position.longitude, 5),
            }),
    },
    { name: words.say('jobs.notes'), value: job.notes },
  ];
  return texts.filter(({ value }) => value !== undefined);
}

function AbsentJob(): ReactElement {
  const words = useWords();
  return (
    <AbsentPage
      title={words.say('app.jobs')}
      icon="list"
      absence={words.say('jobs.absentTitle')}
      reason={words.say('jobs.absent')}
      way={{ href: '/jobs', words: words.say('jobs.toJobs') }}
    />
  );
}
