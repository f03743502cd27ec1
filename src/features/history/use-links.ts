/** The names of what inspections belong to. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Asset } from '../../domain/asset';
import type { Job } from '../../domain/job';
import { useServices } from '../use-services';

const noAssets: readonly Asset[] = [];
const noJobs: readonly Job[] = [];

/** Every asset, by number. */
export function useAssets(): readonly Asset[] {
  const { assets } = useServices();
  useRefresh('history-assets', assets.subscribe);
  return useQuery({ queryKey: ['history-assets'], queryFn: () => assets.list() }).data ?? noAssets;
}

/** Every job, the newest first. */
export function useJobs(): readonly Job[] {
  const { jobs } = useServices();
  useRefresh('history-jobs', jobs.subscribe);
  return useQuery({ queryKey: ['history-jobs'], queryFn: () => jobs.list() }).data ?? noJobs;
}

function useRefresh(key: string, subscribe: (listener: () => void) => () => void): void {
  const queryClient = useQueryClient();
  useEffect(
    () => subscribe(() => void queryClient.invalidateQueries({ queryKey: [key] })),
    [key, subscribe, queryClient],
  );
}
