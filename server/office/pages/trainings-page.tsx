import type { ReactElement } from 'react';
import { Chip } from '../../../src/ui/chip';
import { DataTable } from '../../../src/ui/data-table';
import { EmptyState } from '../../../src/ui/empty-state';
import { Facts, MoreFacts } from '../../../src/ui/facts';
import { Panel } from '../../../src/ui/panel';
import type { Tone } from '../../../src/words/verdict-text';
import type { Training, TrainingInsights, Trainings } from '../queries/trainings';
import { useOffice } from './office-context';
import { OfficePage } from './office-page';
import { Moment } from './record-texts';

/** The trainings of the classifier, and what is known of their pictures. */
export function TrainingsPage({ jobs, served, insights }: Trainings): ReactElement {
  const { words } = useOffice();
  const lead =
    served === undefined ? words.say('training.noneServes') : words.say('training.serves', { version: served });
  return (
    <OfficePage title={words.say('training.title')} place="overview" lead={lead}>
      {jobs.length === 0 ? (
        <EmptyState icon="list" title={words.say('training.none')}>
          {words.say('training.noneHint')}
        </EmptyState>
      ) : (
        <Panel title={words.say('training.jobs')}>
          <JobTable jobs={jobs} />
        </Panel>
      )}
      {jobs
        .filter(({ outcome }) => outcome.report !== undefined)
        .slice(0, 1)
        .map(newestReport)}
      {insights === undefined ? null : <Insights insights={insights} />}
    </OfficePage>
  );
}

function newestReport(job: Training): ReactElement {
  return <Report key={job.id} job={job} />;
}

const tones = {
  queued: 'info',
  running: 'info',
  passed: 'ok',
  'kept-previous': 'watch',
  failed: 'bad',
  interrupted: 'warn',
} as const satisfies Readonly<Record<Training['state'], Tone>>;

function JobTable({ jobs }: Pick<Trainings, 'jobs'>): ReactElement {
  const { words } = useOffice();
  return (
    <DataTable
      label={words.say('training.jobs')}
      isStacked
      columns={[
        { title: words.say('training.file') },
        { title: words.say('training.state') },
        { title: words.say('training.result') },
        { title: words.say('training.requested') },
        { title: words.say('training.by') },
      ]}
      rows={jobs.map((job) => ({
        key: job.id,
        cells: [
          job.fileName,
          <Chip key="state" tone={tones[job.state]}>
            {words.say(`training.state.${job.state}`)}
          </Chip>,
          <Outcome key="outcome" job={job} />,
          <Moment key="requested" at={job.requestedAt} />,
          job.engineer,
        ],
      }))}
    />
  );
}

/** The progress, the share that was right, or why there is no new classifier, with the files that could not be used. */
function Outcome({ job: { state, progress, outcome } }: { readonly job: Training }): ReactElement {
  const { words } = useOffice();
  const { report, unused = [] } = outcome;
  // A process that was killed left no reason.
  const error = outcome.error ?? (state === 'interrupted' ? words.say('server.train-interrupted') : undefined);
  return (
    <>
      {state === 'running' && progress !== undefined ? words.say('training.progress', { ...progress }) : null}
      {report === undefined ? null : words.say('office.packAccuracy', { value: words.percent(report.accuracy) })}{' '}
      {error}
      {unused.length === 0 ? null : (
        <MoreFacts title={words.say('training.unused', { count: unused.length })}>
          <ul>
            {unused.map(({ name, reason }) => (
              <li key={name} className="record-file">
                {words.say('training.unusedFile', { name, reason })}
              </li>
            ))}
          </ul>
        </MoreFacts>
      )}
    </>
  );
}

function Report({ job: { fileName, outcome } }: { readonly job: Training }): ReactElement {
  const { words } = useOffice();
  const classes = outcome.report?.classes ?? [];
  return (
    <Panel title={words.say('training.report', { file: fileName })}>
      <DataTable
        label={words.say('training.report', { file: fileName })}
        isStacked
        columns={[
          { title: words.say('training.class') },
          { title: words.say('training.pictures'), isNumber: true },
          { title: words.say('training.found'), isNumber: true },
          { title: words.say('training.right'), isNumber: true },
        ]}
        rows={classes.map(({ label, pictures, recall, precision }) => ({
          key: label,
          cells: [label, words.number(pictures), words.percent(recall), words.percent(precision)],
        }))}
      />
    </Panel>
  );
}

function Insights({ insights }: { readonly insights: TrainingInsights }): ReactElement {
  const { words } = useOffice();
  const { total_images, images_per_class, samples, duplicates, near_duplicates, unreadable } = insights;
  const near = near_duplicates === null ? [] : [{ name: words.say('training.near'), value: near_duplicates }];
  return (
    <Panel title={words.say('training.insights')}>
      <Facts
        facts={[
          { name: words.say('training.pictures'), value: words.number(total_images) },
          { name: words.say('training.duplicates'), value: words.number(duplicates) },
          ...near,
          { name: words.say('training.unreadable'), value: words.number(unreadable.length) },
        ]}
      />
      <DataTable
        label={words.say('training.insights')}
        isStacked
        columns={[
          { title: words.say('training.class') },
          { title: words.say('training.pictures'), isNumber: true },
          { title: words.say('training.samples') },
        ]}
        rows={Object.entries(images_per_class).map(([label, count]) => ({
          key: label,
          cells: [label, words.number(count), <Samples key="samples" samples={samples[label] ?? []} />],
        }))}
      />
    </Panel>
  );
}

function Samples({ samples }: { readonly samples: TrainingInsights['samples'][string] }): ReactElement {
  return (
    <span className="row">
      {samples.map(({ filename, image }) => (
        <img key={filename} src={image} alt={filename} className="train-sample" />
      ))}
    </span>
  );
}
