import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { agreeRasters, agreeRecord } from '../../domain/agreed-verdict';
import type { InspectionRecord, StorageFault } from '../../domain/record';
import { succeed, type Result } from '../../domain/result';
import { queryKeys } from '../local-queries';
import { useFaultMutation } from '../use-fault-mutation';
import { useServices } from '../use-services';
import type { InspectionPixels } from '../../services/inspection-service';
import { useInspectQueue } from '../use-inspect-queue';
import { recordToFacts, unsavedToShown, type ShownInspection, type ViewSource } from './shown-inspection';

/** The inspection with this id: from memory where saving failed, else from storage. `null` where there is none. */
export function useInspection(id: string): ShownInspection | null | undefined {
  const { snapshot } = useInspectQueue();
  const item = snapshot.items.find((each) => each.id === id);
  const unsaved = useMemo(() => (item === undefined ? undefined : unsavedToShown(item)), [item]);
  const savedId = item?.state.phase === 'saved' ? item.state.record.id : id;
  const saved = useSavedInspection(savedId);
  return unsaved ?? saved;
}

function useSavedInspection(id: string): ShownInspection | null | undefined {
  const { inspections } = useServices();
  const record = useQuery({
    queryKey: [...queryKeys.inspections, 'one', id],
    queryFn: async () => (await inspections.byId(id)) ?? null,
  }).data;
  // Verdict and pixels of a record never change. Without the note in the key, and outside the keys that every change of an
  // inspection invalidates, the picture is not read and drawn again while a note is written or a queue is inspected.
  // eslint-disable-next-line @tanstack/query/exhaustive-deps -- see above
  const view = useQuery({
    queryKey: ['inspection-view', record?.id, record?.photo.sha256],
    queryFn: async () => (record ? withVerdict(record, await inspections.pixelsOf(record)) : null),
    enabled: record !== undefined && record !== null,
    // A photo has some hundred kilobytes: it is released with the screen.
    gcTime: 0,
    staleTime: Infinity,
  }).data;
  return useMemo(
    () => (record ? { id, facts: recordToFacts(record), view: view ?? undefined } : record),
    [id, record, view],
  );
}

function withVerdict(
  record: InspectionRecord,
  pixels: Result<InspectionPixels, StorageFault>,
): Result<ViewSource, StorageFault> {
  if (!pixels.ok) return pixels;
  const { anomaly } = record;
  const { rasters } = pixels.value;
  const agreed = anomaly && rasters && { rasters: agreeRasters(anomaly, rasters) };
  return succeed({ verdict: agreeRecord(record), ...pixels.value, ...agreed });
}

/** The deletion of a saved inspection. */
export interface Deletion {
  readonly remove: (id: string) => void;
  readonly isDeleted: boolean;
  readonly fault: StorageFault | undefined;
}

/**
 * Deletes a saved inspection. The result is state, not a callback: a callback would also run after the user has opened
 * another screen.
 */
export function useDeleteInspection(): Deletion {
  const { inspections, queue } = useServices();
  const [isDeleted, setDeleted] = useState(false);
  const deletion = useFaultMutation({
    run: (id: string) => inspections.remove(id),
    refresh: [queryKeys.inspections, queryKeys.storage],
    onSuccess: (_, id) => {
      const item = queue.read().items.find(({ state }) => state.phase === 'saved' && state.record.id === id);
      if (item !== undefined) queue.remove(item.id);
      setDeleted(true);
    },
  });
  return { remove: deletion.mutate, isDeleted, fault: deletion.error?.fault };
}
