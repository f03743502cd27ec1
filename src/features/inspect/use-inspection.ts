import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { InspectionRecord, StorageFault } from '../../domain/record';
import type { Result } from '../../domain/result';
import { queryKeys } from '../local-queries';
import { useServices } from '../use-services';
import type { InspectionService } from '../../services/services';
import { useInspectQueue } from './queue-context';
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
  const view = useQuery({
    queryKey: [...queryKeys.inspections, 'view', record],
    queryFn: () =>
      record
        ? readView(
            (ref) => inspections.read(ref),
            (of) => inspections.rastersOf(of),
            record,
          )
        : null,
    enabled: record !== undefined && record !== null,
    // A photo is some hundred kilobytes: it is forgotten with the screen.
    gcTime: 0,
    staleTime: Infinity,
  }).data;
  return useMemo(
    () => (record ? { id, facts: recordToFacts(record), view: view ?? undefined } : record),
    [id, record, view],
  );
}

async function readView(
  read: InspectionService['read'],
  rastersOf: InspectionService['rastersOf'],
  record: InspectionRecord,
): Promise<Result<ViewSource, StorageFault>> {
  const photo = await read(record.photo);
  if (!photo.ok) return photo;
  const rasters = await rastersOf(record);
  if (!rasters.ok) return rasters;
  const source = { verdict: record, photo: { bytes: photo.value, mime: record.photo.mime } };
  return { ok: true, value: rasters.value === undefined ? source : { ...source, rasters: rasters.value } };
}

/** Deletes a saved inspection, then calls `then`. */
export function useDeleteInspection(then: () => void): (id: string) => void {
  const { inspections } = useServices();
  const { queue } = useInspectQueue();
  const queryClient = useQueryClient();
  return (id) =>
    void inspections.remove(id).then(async () => {
      const item = queue.read().items.find(({ state }) => state.phase === 'saved' && state.record.id === id);
      if (item !== undefined) queue.remove(item.id);
      then();
      await queryClient.invalidateQueries({ queryKey: queryKeys.inspections });
      await queryClient.invalidateQueries({ queryKey: queryKeys.storage });
    });
}
