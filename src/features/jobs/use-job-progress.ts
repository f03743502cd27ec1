import { useMemo } from 'react';
import { jobProgress, type Job, type JobProgress } from '../../domain/job';
import { useLinked } from '../asset-queries';

/** The pictures of a job by asset, and the progress that they mean. */
export function useJobProgress(job: Job): {
  readonly progress: JobProgress;
  readonly picturesByAsset: ReadonlyMap<string, number>;
} {
  const pictures = useLinked({ name: 'jobId', value: job.id }).data;
  return useMemo(() => {
    const picturesByAsset = new Map<string, number>();
    for (const { assetId } of pictures ?? []) {
      if (assetId !== undefined) picturesByAsset.set(assetId, (picturesByAsset.get(assetId) ?? 0) + 1);
    }
    return { progress: jobProgress(job, picturesByAsset), picturesByAsset };
  }, [job, pictures]);
}
