import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { agreeRasters } from '../../domain/agreed-verdict';
import { correctedMasks } from '../../domain/corrected-mask';
import { limitOf, reviewOf, shownRecord } from '../../domain/corrected-verdict';
import type { VerdictRasters } from '../../domain/inspection';
import type { InspectionRecord, RecordedAnomaly, StorageFault } from '../../domain/record';
import { succeed, type Result } from '../../domain/result';
import { queryKeys } from '../local-queries';
import { useFaultMutation } from '../use-fault-mutation';
import { useServices } from '../use-services';
import type { InspectionPixels } from '../../services/inspection-service';
import { useInspectQueue } from '../use-inspect-queue';
import { remark } from '../../vision/rescore';
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
  // Pixels of a record never change. Without the record in the key, and outside the keys that every change of an inspection
  // invalidates, the picture is not read and drawn again while a note is written or a queue is inspected.
  const pixels = useQuery({
    queryKey: ['inspection-view', record?.id, record?.photo.sha256],
    queryFn: async () => (record ? await inspections.pixelsOf(record) : null),
    enabled: record !== undefined && record !== null,
    // A photo has some hundred kilobytes: it is released with the screen.
    gcTime: 0,
    staleTime: Infinity,
  }).data;
  const view = useCorrectedView(record ?? undefined, pixels ?? undefined);
  return useMemo(
    () => (record ? { id, facts: recordToFacts(record), view: view?.view, ...view?.parts, record } : record),
    [id, record, view],
  );
}

interface CorrectedView {
  readonly view: Result<ViewSource, StorageFault>;
  readonly parts: Pick<ShownInspection, 'pixels' | 'measured'>;
}

/** The view changes with corrections only: TanStack Query keeps the identity of the parts of a record that are equal. */
function useCorrectedView(
  record: InspectionRecord | undefined,
  pixels: Result<InspectionPixels, StorageFault> | undefined,
): CorrectedView | undefined {
  const { anomaly, corrections } = record ?? {};
  return useMemo(
    () => (record === undefined || pixels === undefined ? undefined : toView(record, pixels)),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- see above
    [anomaly, corrections, pixels],
  );
}

/** A record with its pixels as the screen shows it. */
export function toShown(record: InspectionRecord, pixels: InspectionPixels): ShownInspection {
  const { view, parts } = toView(record, succeed(pixels));
  return { id: record.id, facts: recordToFacts(record), view, ...parts, record };
}

function toView(record: InspectionRecord, pixels: Result<InspectionPixels, StorageFault>): CorrectedView {
  if (!pixels.ok) return { view: pixels, parts: {} };
  const { rasters } = pixels.value;
  const { anomaly } = record;
  const verdict = shownRecord(record);
  if (anomaly === undefined || rasters === undefined) {
    return { view: succeed({ verdict, ...pixels.value }), parts: { pixels: pixels.value } };
  }
  const measured = agreeRasters(anomaly, rasters);
  return {
    view: succeed({ verdict, ...pixels.value, ...shownRasters(record, anomaly, measured) }),
    parts: { pixels: pixels.value, measured },
  };
}

/** The rasters of the corrected verdict. */
function shownRasters(
  record: InspectionRecord,
  anomaly: RecordedAnomaly,
  measured: VerdictRasters,
): Pick<ViewSource, 'rasters' | 'filledMask'> {
  const shown = shownRecord(record).anomaly;
  const limit = limitOf(record);
  const { map, mask } = limit === undefined ? measured : remark(anomaly, measured, { limit, minBoxShare: 0 }).rasters;
  if (shown === undefined || reviewOf(record).phase !== 'changed') return { rasters: { map, mask } };
  const masks = correctedMasks(mask, shown, record.picture);
  return { rasters: { map, mask: masks.measured }, filledMask: masks.filled };
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
