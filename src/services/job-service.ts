/** The jobs of this device: made in the office or here. */
import { compareJobs, withNotInspected, type Job, type JobDraft } from '../domain/job';
import type { StorageFault } from '../domain/record';
import { succeed, type Result } from '../domain/result';
import { orThrow } from './fault-error';
import type { SharedItems } from './shared-items';

export interface JobServiceDependencies {
  readonly items: SharedItems;
  readonly newId: () => string;
}

export type JobService = ReturnType<typeof createJobService>;

/** Reads reject with a `FaultError`; writes return their fault. Each write is one change for the office. */
export function createJobService({ items, newId }: JobServiceDependencies) {
  const editWith = (id: string, to: (job: Job) => Job): Promise<Result<unknown, StorageFault>> =>
    items.edit(id, (item) => (item.type === 'job' ? { type: 'job', value: to(item.value) } : item));
  return {
    /** Calls back after each change of an asset or job; returns the function that ends this. */
    subscribe: items.subscribe,
    /** Every job, newest day first. */
    list: async (): Promise<readonly Job[]> =>
      orThrow(await items.list('job'))
        .flatMap((item) => (item.type === 'job' ? [item.value] : []))
        .sort(compareJobs),
    byId: async (id: string): Promise<Job | undefined> => {
      const item = orThrow(await items.byId(id));
      return item?.type === 'job' ? item.value : undefined;
    },
    add: async (draft: JobDraft): Promise<Result<Job, StorageFault>> => {
      const job: Job = { ...draft, id: newId() };
      const saved = await items.save([{ type: 'job', value: job }]);
      return saved.ok ? succeed(job) : saved;
    },
    /** Replaces the job by `to` of its newest state; does nothing where it was deleted. */
    edit: editWith,
    /** Records why an asset was not inspected; an empty text removes the reason. */
    markNotInspected: (id: string, assetId: string, because: string): Promise<Result<unknown, StorageFault>> =>
      editWith(id, (job) => withNotInspected(job, assetId, because)),
    /** Deletes a job. Its pictures and assets stay. */
    remove: (id: string): Promise<Result<void, StorageFault>> => items.remove(id),
  };
}
