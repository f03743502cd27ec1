import { useState, type ReactElement } from 'react';
import { Link, useLocation } from 'wouter';
import type { JobDraft } from '../../domain/job';
import { Button, buttonClass } from '../../ui/button';
import { Chip } from '../../ui/chip';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/skeleton';
import { useWords } from '../../ui/words-context';
import { describeStorageFault } from '../../words/fault-text';
import { useJobs } from '../asset-queries';
import { jobSupport, jobTones } from '../../words/asset-text';
import { useDeliveryOverview } from '../delivery-queries';
import { FaultNotice } from '../fault-notice';
import { LinkRow, LinkRows } from '../link-row';
import { queryKeys } from '../local-queries';
import { useFaultMutation } from '../use-fault-mutation';
import { useServices } from '../use-services';
import { JobForm } from './job-form';

/** Every job of this device, newest first. */
export function JobsScreen(): ReactElement {
  const words = useWords();
  const { data: jobs } = useJobs();
  const [isCreating, setCreating] = useState(false);
  return (
    <Page
      title={words.say('app.jobs')}
      lead={<ListRead />}
      aside={
        <div className="row">
          <Button look="primary" onClick={() => setCreating(true)}>
            {words.say('jobs.create')}
          </Button>
          <Link href="/assets" className={buttonClass('plain')}>
            {words.say('assets.title')}
          </Link>
        </div>
      }
    >
      {isCreating ? <CreatePanel onDone={() => setCreating(false)} /> : null}
      {jobs === undefined ? <Skeleton /> : null}
      {jobs?.length === 0 ? (
        <EmptyState icon="list" title={words.say('jobs.emptyTitle')}>
          {words.say('jobs.empty')}
        </EmptyState>
      ) : null}
      <LinkRows>
        {jobs?.map((job) => (
          <LinkRow
            key={job.id}
            href={`/jobs/${job.id}`}
            title={job.number}
            support={jobSupport(words, job)}
            badge={<Chip tone={jobTones[job.status]}>{words.say(`jobs.status.${job.status}`)}</Chip>}
          />
        ))}
      </LinkRows>
    </Page>
  );
}

/** When the office's list was read last. */
function ListRead(): ReactElement | null {
  const words = useWords();
  const overview = useDeliveryOverview().data;
  if (overview === undefined) return null;
  const { listReadAt } = overview;
  return (
    <>
      {listReadAt === undefined
        ? words.say('jobs.listNever')
        : words.say('jobs.listRead', { time: words.dateTime(listReadAt) })}
    </>
  );
}

function CreatePanel({ onDone }: { readonly onDone: () => void }): ReactElement {
  const words = useWords();
  const [, navigate] = useLocation();
  const { jobs } = useServices();
  const [today] = useState(() => localDay(new Date()));
  const creation = useFaultMutation({
    run: (draft: JobDraft) => jobs.add(draft),
    refresh: [queryKeys.jobs],
    onSuccess: ({ id }) => navigate(`/jobs/${id}`),
  });
  return (
    <Panel title={words.say('jobs.create')}>
      <JobForm today={today} isSaving={creation.isPending} onSave={creation.mutate} onCancel={onDone} />
      {creation.isError ? <FaultNotice fault={describeStorageFault(words, creation.error.fault)} /> : null}
    </Panel>
  );
}

function localDay(now: Date): string {
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
