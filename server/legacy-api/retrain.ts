/** `POST /retrain`: a ZIP with one folder per class trains a new classifier. `GET` shows its state and result. Engineers only. */
import type { Context } from 'hono';
import * as v from 'valibot';
import { idSchema } from '../../src/domain/common-schemas';
import { fail, succeed, type Result } from '../../src/domain/result';
import { engineers } from '../devices/access-policy';
import { bearerOf, findCaller } from '../devices/caller';
import type { ServerDependencies } from '../dependencies';
import type { Retraining } from '../training/retraining';
import type { StoredJob } from '../training/training-store';
import type { LegacyFault } from './legacy-fault';
import { withForm, type FormDependencies, type LegacyForm } from './legacy-form';
import { legacyResponse, refuseLegacy, type LegacyHandler } from './legacy-response';
import { trainFailureText } from '../training/train-failure-text';

/** What retraining needs. */
export interface RetrainDependencies {
  readonly caller: Pick<ServerDependencies, 'db' | 'now'>;
  readonly retraining: Retraining;
  /** The ZIP file has its own limit. */
  readonly zipForm: FormDependencies;
  /** Where the jobs are shown. */
  readonly path: string;
}

/** Queues a ZIP and answers with the id of its job. */
export function retrain(dependencies: RetrainDependencies): LegacyHandler {
  return async (context) => {
    const engineer = await engineerOf(context, dependencies);
    if (!engineer.ok) return legacyResponse(engineer);
    const submitted = await withForm(context, dependencies.zipForm, (form) =>
      submit(form, engineer.value, dependencies.retraining),
    );
    if (!submitted.ok) return refuseLegacy(aboutArchive(submitted.fault));
    const job_id = submitted.value;
    const answer = { job_id, status: 'queued', status_url: `${dependencies.path}/${job_id}` };
    return legacyResponse(succeed(answer), 202);
  };
}

/** The job of the address, or the newest one. */
export function showJob(dependencies: RetrainDependencies): LegacyHandler {
  return async (context) => {
    const engineer = await engineerOf(context, dependencies);
    if (!engineer.ok) return legacyResponse(engineer);
    const id = context.req.param('id');
    const isId = id === undefined || v.is(idSchema, id);
    const job = isId ? await dependencies.retraining.job(id) : undefined;
    if (job === undefined) return refuseLegacy({ kind: id === undefined ? 'no-training' : 'no-such-job' });
    return legacyResponse(succeed(wireJob(job)));
  };
}

/** The token is checked before the body is read. */
async function engineerOf(
  { req }: Context,
  { caller: { db, now } }: RetrainDependencies,
): Promise<Result<string, LegacyFault>> {
  const caller = await findCaller(db, bearerOf(req.header('authorization')), now());
  const engineer = caller.ok ? engineers.admit(caller.value) : caller;
  if (engineer.ok) return succeed(engineer.value.label);
  const { kind } = engineer.fault;
  const reason = kind === 'token-revoked' || kind === 'not-allowed' ? kind : 'no-token';
  return fail({ kind: 'no-engineer', reason });
}

/** The faults of a form speak of pictures. */
function aboutArchive(fault: LegacyFault): LegacyFault {
  switch (fault.kind) {
    case 'not-multipart':
    case 'no-file':
      return { kind: 'no-archive' };
    case 'too-many-files':
      return { kind: 'too-many-archives' };
    case 'too-large':
      return { kind: 'archive-too-large', limitBytes: fault.limitBytes };
    default:
      return fault;
  }
}

async function submit(
  form: LegacyForm,
  engineer: string,
  retraining: Retraining,
): Promise<Result<string, LegacyFault>> {
  const archive = form.archive();
  if (!archive.ok) return archive;
  const replace = form.option('replace');
  if (!replace.ok) return replace;
  const how = replace.value ?? 'if-not-worse';
  if (how !== 'if-not-worse' && how !== 'always') {
    return fail({ kind: 'bad-field', field: 'replace', wanted: 'replace' });
  }
  return retraining.submit({ ...archive.value, engineer, replace: how });
}

const outcomeSchema = v.looseObject({
  report: v.exactOptional(v.looseObject({})),
  comparison: v.exactOptional(v.looseObject({})),
  unused: v.exactOptional(v.array(v.looseObject({}))),
  reason: v.exactOptional(v.string()),
  error: v.exactOptional(v.string()),
});

function wireJob(job: StoredJob): object {
  // Absent parts are left out of the JSON.
  const { report, comparison, unused, reason, error } = v.parse(outcomeSchema, JSON.parse(job.outcome ?? '{}'));
  const interrupted = job.state === 'interrupted' ? trainFailureText({ kind: 'interrupted' }) : undefined;
  return {
    job_id: job.id,
    status: job.state.replace('-', '_'),
    file: job.file_name,
    requested_by: job.requested_by,
    requested_at: job.requested_at.toISOString(),
    started_at: job.started_at?.toISOString() ?? null,
    finished_at: job.finished_at?.toISOString() ?? null,
    progress: wireProgress(job),
    ...{ error: error ?? interrupted, reason, report, comparison, unused },
  };
}

const progressSchema = v.looseObject({ total: v.number() });

/** Progress is written now and then: a training that has ended is done, whatever was written last. */
function wireProgress({ state, progress }: StoredJob): object | null {
  if (progress === null) return null;
  const last = v.parse(progressSchema, JSON.parse(progress));
  return state === 'passed' || state === 'kept-previous' ? { ...last, done: last.total } : last;
}
