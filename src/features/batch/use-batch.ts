import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Batch } from '../../domain/batch';
import type { AnswerCount } from '../../services/batch-service';
import type { QueueBatch } from '../../services/inspect-queue-state';
import { queryKeys } from '../local-queries';
import { useInspectQueue } from '../use-inspect-queue';
import { useServices } from '../use-services';

/** How often the state of another tab's batch is read, ms. */
const elsewhereMs = 2_000;

/** A batch, loaded into the queue if it is one of an earlier page; undefined while it is read, null where there is none. */
export function useBatch(id: string): QueueBatch | null | undefined {
  const { queue, snapshot } = useInspectQueue();
  const [isRead, setRead] = useState(false);
  const batch = snapshot.batches.find((each) => each.id === id);
  const isElsewhere = batch?.isElsewhere === true;
  useEffect(() => {
    const open = (): void => void queue.open(id).then(() => setRead(true));
    open();
    if (!isElsewhere) return undefined;
    const timer = setInterval(open, elsewhereMs);
    return () => clearInterval(timer);
  }, [queue, id, isElsewhere]);
  return batch ?? (isRead ? null : undefined);
}

/** The answers of a batch. They are read again when a result was saved, one reading at a time. */
export function useBatchAnswers(id: string): UseQueryResult<readonly AnswerCount[]> {
  const { batches } = useServices();
  return useQuery({
    queryKey: [...queryKeys.history, 'batch-answers', id],
    queryFn: () => batches.answers(id),
    placeholderData: (before) => before,
  });
}

/** The last batches that have ended. */
export function useRecentBatches(limit: number): readonly Batch[] {
  const { batches } = useServices();
  const client = useQueryClient();
  const { snapshot } = useInspectQueue();
  const queryKey = [...queryKeys.history, 'recent-batches', limit];
  const ended = snapshot.batches.filter(({ phase }) => phase === 'ended').length;
  useEffect(() => {
    void client.invalidateQueries({ queryKey: [...queryKeys.history, 'recent-batches'] });
  }, [client, ended]);
  return useQuery({ queryKey, queryFn: () => batches.recent(limit) }).data ?? [];
}
