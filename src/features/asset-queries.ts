/** Queries on assets and jobs that several features use. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Asset } from '../domain/asset';
import type { HistoryLink } from '../domain/history';
import type { InspectionSummary } from '../domain/inspection-summary';
import type { Job } from '../domain/job';
import { queryKeys } from './local-queries';
import { useServices } from './use-services';

/** Every asset, by number. */
export function useAssets(): UseQueryResult<readonly Asset[]> {
  const { assets } = useServices();
  return useQuery({ queryKey: [...queryKeys.assets, 'all'], queryFn: () => assets.list() });
}

/** One asset; null where there is none. */
export function useAsset(id: string | undefined): UseQueryResult<Asset | null> {
  const { assets } = useServices();
  return useQuery({
    queryKey: [...queryKeys.assets, 'one', id],
    queryFn: async () => (id === undefined ? null : ((await assets.byId(id)) ?? null)),
  });
}

/** Every job, newest first. */
export function useJobs(): UseQueryResult<readonly Job[]> {
  const { jobs } = useServices();
  return useQuery({ queryKey: [...queryKeys.jobs, 'all'], queryFn: () => jobs.list() });
}

/** One job; null where there is none. */
export function useJob(id: string | undefined): UseQueryResult<Job | null> {
  const { jobs } = useServices();
  return useQuery({
    queryKey: [...queryKeys.jobs, 'one', id],
    queryFn: async () => (id === undefined ? null : ((await jobs.byId(id)) ?? null)),
  });
}

/** More pictures of one asset or job than are shown anywhere. */
const linkedLimit = 5_000;

/** The pictures of an asset or a job, newest first. */
export function useLinked({ name, value }: HistoryLink): UseQueryResult<readonly InspectionSummary[]> {
  const { inspections } = useServices();
  return useQuery({
    queryKey: [...queryKeys.inspections, 'linked', name, value],
    queryFn: () => inspections.linked({ name, value }, linkedLimit),
  });
}
