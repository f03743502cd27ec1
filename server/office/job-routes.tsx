import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import type { Job, JobDraft } from '../../src/domain/job';
import { fail, succeed, type Result } from '../../src/domain/result';
import { readJobTexts } from '../../src/domain/typed-texts';
import { intakeFaultText } from '../http/intake-fault-text';
import type { OfficeEnv, RouteDependencies } from './dependencies';
import { jobLines, readJobLines, type JobLinesFault } from './job-lines';
import { JobFormPage, JobPage, JobsPage } from './pages/jobs-page';
import { paths } from './paths';
import { readItemHistory } from './queries/item-versions';
import { countByAsset, findItem, listAssets, listJobs, type CurrentItem } from './queries/shared-items';
import { readForm } from './read-form';
import { answerPage, idOf, notFoundPage } from './render';
import { saveShared } from './save-shared';

/** A job of a thousand numbers has some kilobytes. */
const formLimitBytes = 512 * 1024;

type Texts = Readonly<Record<string, string | undefined>>;

/** Jobs: the list, one job, its form, its deletion. */
export function createJobs(dependencies: RouteDependencies): Hono<OfficeEnv> {
  const { db, words, time, now } = dependencies;
  const app = new Hono<OfficeEnv>();
  app.get('/jobs', async (context) => answerPage(context, dependencies, <JobsPage jobs={await listJobs(db)} />));
  app.get('/jobs/new', (context) => {
    const texts = { date: time.day(new Date(now())) };
    const view = { action: paths.newJob, title: words.say('jobs.create'), texts };
    return answerPage(context, dependencies, <JobFormPage {...view} />);
  });
  app.post('/jobs/new', (context) => submit(context, dependencies, undefined));
  app.get('/jobs/:id', async (context) => {
    const found = await findJob(context, dependencies);
    if (found === undefined) return notFoundPage(context, dependencies);
    const assets = await listAssets(db);
    const view = {
      job: found.job,
      assetsById: new Map(assets.map((asset) => [asset.id, asset])),
      countByAsset: await countByAsset(db, found.job.id),
      history: await readItemHistory(db, found.job.id),
    };
    return answerPage(context, dependencies, <JobPage {...view} />);
  });
  app.get('/jobs/:id/edit', async (context) => {
    const found = await findJob(context, dependencies);
    if (found === undefined) return notFoundPage(context, dependencies);
    const texts = { ...textsOf(found.job), base: found.changeId, assets: jobLines(await listAssets(db), found.job) };
    return formPage(context, dependencies, found.job, texts);
  });
  app.post('/jobs/:id/edit', async (context) => {
    const found = await findJob(context, dependencies);
    return found === undefined ? notFoundPage(context, dependencies) : submit(context, dependencies, found);
  });
  app.post('/jobs/:id/delete', async (context) => {
    const found = await findJob(context, dependencies);
    if (found === undefined) return notFoundPage(context, dependencies);
    await saveShared(dependencies, [{ type: 'job', id: found.job.id, knownAt: found.at }], writerOf(context));
    return context.redirect(paths.jobs, 303);
  });
  return app;
}

type FoundJob = CurrentItem & { readonly job: Job };

async function findJob(context: Context<OfficeEnv>, { db }: RouteDependencies): Promise<FoundJob | undefined> {
  const id = idOf(context);
  const found = id === undefined ? undefined : await findItem(db, 'job', id);
  return found?.item.type === 'job' ? { ...found, job: found.item.value } : undefined;
}

function writerOf(context: Context<OfficeEnv>) {
  return { engineer: context.get('session').engineer, requestId: context.get('requestId') };
}

/** Stores a new job, or the change of `found`. Texts that are not accepted are shown again with the reason. */
async function submit(context: Context<OfficeEnv>, dependencies: RouteDependencies, found: FoundJob | undefined) {
  const form = await readForm(context.req.raw, formLimitBytes);
  if (!form.ok) return formPage(context, dependencies, found?.job, {}, intakeFaultText(form.fault));
  const read = await readJob(form.value, dependencies, found);
  const saved = read.ok ? await store(context, dependencies, read.value, found) : read;
  if (saved.ok) return context.redirect(paths.job(saved.value), 303);
  const texts = { ...form.value, base: found?.changeId };
  return formPage(context, dependencies, found?.job, texts, saved.fault);
}

/** The job that the form describes, or the reason in words. */
async function readJob(
  { base = '', assets: lines = '', ...texts }: Texts,
  dependencies: RouteDependencies,
  found: FoundJob | undefined,
): Promise<Result<JobDraft, string>> {
  const { db, words } = dependencies;
  if (found !== undefined && base !== found.changeId) return fail(words.say('office.changedMeanwhile'));
  const assets = readJobLines(lines, await listAssets(db), found?.job.assets ?? []);
  if (!assets.ok) return fail(linesFaultText(dependencies, assets.fault));
  const read = readJobTexts(texts, assets.value);
  return read.ok ? read : fail(words.say('assets.badField', read.fault));
}

/** Returns the id of the job. */
async function store(
  context: Context<OfficeEnv>,
  dependencies: RouteDependencies,
  draft: JobDraft,
  found: FoundJob | undefined,
): Promise<Result<string, string>> {
  const id = found?.job.id ?? randomUUID();
  const item = { type: 'job', value: { ...unknownFields(found?.job), ...draft, id } } as const;
  const write = { type: 'job', id, item, ...(found && { knownAt: found.at }) } as const;
  const saved = await saveShared(dependencies, [write], writerOf(context));
  if (saved.ok) return succeed(id);
  const { fault } = saved;
  if (fault.kind !== 'too-large') return fail(intakeFaultText(fault));
  return fail(dependencies.words.say('office.jobTooLarge', { limit: dependencies.words.bytes(fault.limitBytes) }));
}

function formPage(
  context: Context<OfficeEnv>,
  dependencies: RouteDependencies,
  job: Job | undefined,
  texts: Texts,
  fault?: string,
) {
  const action = job === undefined ? paths.newJob : `${paths.job(job.id)}/edit`;
  const title = job?.number ?? dependencies.words.say('jobs.create');
  const page = <JobFormPage action={action} title={title} texts={texts} fault={fault} />;
  return answerPage(context, dependencies, page, fault === undefined ? 200 : 422);
}

function textsOf({ number, date, branch, inspector, notes, status, weather, position }: Job): Texts {
  const [latitude, longitude] = [position?.latitude, position?.longitude].map((degrees) => degrees?.toString());
  return { number, date, branch, inspector, notes, status, weather, latitude, longitude };
}

const knownFields = new Set([
  'id',
  'number',
  'date',
  'branch',
  'status',
  'weather',
  'inspector',
  'notes',
  'position',
  'assets',
]);

/** Fields of later versions of the app stay. */
function unknownFields(job: Job | undefined): object {
  return Object.fromEntries(Object.entries(job ?? {}).filter(([field]) => !knownFields.has(field)));
}

function linesFaultText({ words }: RouteDependencies, fault: JobLinesFault): string {
  switch (fault.kind) {
    case 'unknown-numbers':
      return words.say('office.unknownNumbers', { numbers: words.list(fault.lines) });
    case 'ambiguous-numbers':
      return words.say('office.ambiguousNumbers', { numbers: words.list(fault.lines) });
    case 'too-many-assets':
      return words.say('jobs.full', { limit: fault.limit });
  }
}
