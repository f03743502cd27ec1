/** Trainings and heads in the database. Any copy of the server reads them; one copy has the ZIP file of a job and works on it. */
import { sql, type Kysely } from 'kysely';
import * as v from 'valibot';
import type { Database } from '../database/schema';
import type { TrainedHead } from './train-messages';
import type { JobState, RetrainJobRow, TrainingTables } from './training-tables';

/** A job as the API shows it, without the insights. */
export type StoredJob = Omit<RetrainJobRow, 'insights' | 'owner' | 'alive_at' | 'sequence'>;

/** The head that serves. */
export interface ServedHead {
  readonly id: string;
  readonly packId: string;
  readonly version: string;
}

/** A head with its content. */
export interface StoredHead extends ServedHead {
  readonly manifest: string;
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly accuracy: number;
  readonly learnedFrom: readonly string[];
}

/** A process that is not heard of for so long has ended, in milliseconds. */
const silentMs = 60_000;

/** Id of an advisory lock: admitting and starting jobs must see each other's rows. */
const jobsLock = 704_100_002;

type Tables = Kysely<Database & TrainingTables>;

export type TrainingStore = ReturnType<typeof createTrainingStore>;

/** Where the process `owner` reads and writes. */
interface StoreContext {
  readonly tables: Tables;
  readonly owner: string;
  readonly now: () => Date;
}

/** The store of the process `owner`. */
export function createTrainingStore(db: Kysely<Database>, owner: string, nowMs: () => number) {
  const tables = db.withTables<TrainingTables>();
  const context: StoreContext = { tables, owner, now: () => new Date(nowMs()) };
  return {
    ...startsOf(context),
    ...reportsOf(context),
    ...endsOf(context),
    /** The job `id`, or the newest one. */
    job: (id?: string): Promise<StoredJob | undefined> => findJob(tables, id),
    insights: () => findInsights(tables),
    served: () => findServed(tables),
    head: (id: string) => findHead(tables, id),
  };
}

/** Jobs are admitted, started and ended one after the other, in all copies of the server. */
function locked<Value>({ tables, now }: StoreContext, work: (trx: Tables) => Promise<Value>): Promise<Value> {
  return tables.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${jobsLock})`.execute(trx);
    await endSilent(trx, now());
    return work(trx);
  });
}

function startsOf(context: StoreContext) {
  const { owner, now } = context;
  return {
    /** Adds a job unless `mostOpen` are waiting or running; false if it was not added. */
    add: (job: Pick<RetrainJobRow, 'id' | 'file_name' | 'requested_by'>, mostOpen: number) =>
      locked(context, async (trx) => {
        const open = await openJobs(trx);
        if (open.length >= mostOpen) return false;
        const at = now();
        await trx
          .insertInto('retrain_jobs')
          .values({ ...job, ...emptyJob, state: 'queued', requested_at: at, owner, alive_at: at })
          .execute();
        return true;
      }),
    /** Starts the job unless another one of any copy is running or waits longer. False where it is not its turn. */
    start: (id: string) =>
      locked(context, async (trx) => {
        const [next] = await openJobs(trx);
        if (next?.id !== id) return false;
        const at = now();
        await trx
          .updateTable('retrain_jobs')
          .set({ state: 'running', started_at: at, alive_at: at })
          .where('id', '=', id)
          .execute();
        return true;
      }),
  };
}

function reportsOf({ tables, owner, now }: StoreContext) {
  const ofOwner = () => tables.updateTable('retrain_jobs').where('owner', '=', owner);
  return {
    /** This process still works on its jobs. */
    noteAlive: () =>
      ofOwner()
        .set({ alive_at: now() })
        .where('state', 'in', ['queued', 'running'])
        .execute(),
    setProgress: (id: string, progress: object) =>
      ofOwner()
        .set({ progress: JSON.stringify(progress) })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .execute(),
    setInsights: (id: string, insights: object) =>
      ofOwner()
        .set({ insights: JSON.stringify(insights) })
        .where('id', '=', id)
        .execute(),
  };
}

function endsOf(context: StoreContext) {
  const { owner, now } = context;
  return {
    /** Ends a running job. A head is stored with it, in one transaction; nothing happens where the job was given up meanwhile. */
    finish: (id: string, state: JobState, outcome: object, head?: TrainedHead) =>
      locked(context, async (trx) => {
        const ended = await trx
          .updateTable('retrain_jobs')
          .set({ state, outcome: JSON.stringify(outcome), finished_at: now() })
          .where('id', '=', id)
          .where('state', '=', 'running')
          .executeTakeFirst();
        if (head !== undefined && Number(ended.numUpdatedRows) === 1) await insertHead(trx, id, head, now());
      }),
    /** Marks jobs that nobody works on; with `everyone` those of all processes, as after the start of the only one. */
    interrupt: (whose: 'silent' | 'own' | 'everyone') =>
      locked(context, async (trx) => {
        const open = trx
          .updateTable('retrain_jobs')
          .set({ state: 'interrupted', finished_at: now() })
          .where('state', 'in', ['queued', 'running']);
        if (whose === 'everyone') await open.execute();
        if (whose === 'own') await open.where('owner', '=', owner).execute();
      }),
  };
}

const emptyJob = { started_at: null, finished_at: null, progress: null, outcome: null, insights: null };

/** A process that was killed says nothing any more. */
async function endSilent(trx: Tables, at: Date): Promise<void> {
  await trx
    .updateTable('retrain_jobs')
    .set({ state: 'interrupted', finished_at: at })
    .where('state', 'in', ['queued', 'running'])
    .where('alive_at', '<', new Date(at.getTime() - silentMs))
    .execute();
}

/** Running ones first, then in the order in which they came. */
function openJobs(trx: Tables): Promise<readonly Pick<RetrainJobRow, 'id' | 'state'>[]> {
  return trx
    .selectFrom('retrain_jobs')
    .select(['id', 'state'])
    .where('state', 'in', ['queued', 'running'])
    .orderBy(sql`state = 'running'`, 'desc')
    .orderBy('sequence')
    .execute();
}

function findJob(db: Tables, id: string | undefined): Promise<StoredJob | undefined> {
  const columns = ['id', 'state', 'file_name', 'requested_by', 'requested_at', 'started_at', 'finished_at'] as const;
  return db
    .selectFrom('retrain_jobs')
    .select([...columns, 'progress', 'outcome'])
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The JSON of the newest insights. */
export async function findInsights(db: Tables): Promise<string | undefined> {
  const row = await db
    .selectFrom('retrain_jobs')
    .select('insights')
    .where('insights', 'is not', null)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.insights ?? undefined;
}

/** The head that serves; undefined before the first. */
export async function findServed(db: Tables): Promise<ServedHead | undefined> {
  const row = await db
    .selectFrom('classifier_heads')
    .select(['id', 'pack_id', 'version'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { id: row.id, packId: row.pack_id, version: row.version };
}

const filesSchema = v.record(v.string(), v.string());
const hashesSchema = v.array(v.string());

async function findHead(db: Tables, id: string): Promise<StoredHead | undefined> {
  const row = await db.selectFrom('classifier_heads').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  const { pack_id: packId, version, manifest, accuracy } = row;
  const files = Object.entries(v.parse(filesSchema, JSON.parse(row.files)));
  return {
    ...{ id, packId, version, manifest, accuracy },
    files: Object.fromEntries(files.map(([sha256, text]) => [sha256, new Uint8Array(Buffer.from(text, 'base64'))])),
    learnedFrom: v.parse(hashesSchema, JSON.parse(row.learned_from)),
  };
}

async function insertHead(trx: Tables, id: string, head: TrainedHead, made_at: Date): Promise<void> {
  const { pack_id, version } = identityIn(head.manifest);
  const files = Object.entries(head.files).map(([sha256, bytes]) => [sha256, Buffer.from(bytes).toString('base64')]);
  await trx
    .insertInto('classifier_heads')
    .values({
      ...{ id, made_at, pack_id, version },
      manifest: head.manifest,
      files: JSON.stringify(Object.fromEntries(files)),
      accuracy: head.report.accuracy,
      learned_from: JSON.stringify(head.learnedFrom),
    })
    .execute();
}

const identitySchema = v.object({ id: v.string(), version: v.string() });

function identityIn(manifest: string): { readonly pack_id: string; readonly version: string } {
  const { id, version } = v.parse(identitySchema, JSON.parse(manifest));
  return { pack_id: id, version };
}
