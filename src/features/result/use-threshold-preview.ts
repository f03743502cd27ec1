import { useDeferredValue, useMemo, useState } from 'react';
import { usualLimit } from '../../domain/agreed-verdict';
import { limitOf } from '../../domain/corrected-verdict';
import { toCorrection, type CorrectionEdit } from '../../domain/correction-edit';
import type { InspectionRecord } from '../../domain/record';
import { useInstalledPack } from '../local-queries';
import { thresholdEdit } from '../threshold-edit';
import type { ShownInspection } from './shown-inspection';
import { toShown } from './use-inspection';

/** Another threshold that the user tries out. Nothing is stored before `save`. */
export interface ThresholdPreview {
  /** The threshold on the scale of the score, 0–1. */
  readonly limit: number;
  readonly isChanged: boolean;
  readonly setLimit: (limit: number) => void;
  readonly reset: () => void;
  /** The correction that stores the shown threshold. */
  readonly edit: CorrectionEdit | undefined;
  /** The inspection as it would be. */
  readonly shown: ShownInspection;
}

/** Undefined where the picture has no map, or the pack with the levels is not on the device. */
export function useThresholdPreview(inspection: ShownInspection): ThresholdPreview | undefined {
  const { record, measured } = inspection;
  const pack = useInstalledPack(inspection.facts.provenance.packId).data;
  const now = (record && limitOf(record)) ?? usualLimit;
  const [chosen, setLimit] = useState<number>();
  const limit = useDeferredValue(chosen ?? now);
  const edit = useMemo((): CorrectionEdit | undefined => {
    if (record?.anomaly === undefined || measured === undefined || pack?.anomaly === undefined) return undefined;
    const { anomaly, picture } = record;
    return thresholdEdit({ anomaly, picture }, measured, pack.anomaly, limit);
  }, [record, measured, pack, limit]);
  const shown = useMemo(
    () => (edit === undefined || limit === now ? inspection : withEdit(inspection, edit)),
    [inspection, edit, limit, now],
  );
  if (edit === undefined) return undefined;
  return {
    limit: chosen ?? now,
    isChanged: chosen !== undefined && chosen !== now,
    setLimit,
    reset: () => setLimit(undefined),
    edit,
    shown,
  };
}

/** The id of a correction that is never stored. */
const previewId = '00000000-0000-4000-8000-000000000000';

function withEdit(inspection: ShownInspection, edit: CorrectionEdit): ShownInspection {
  const { record, pixels } = inspection;
  if (record === undefined || pixels === undefined) return inspection;
  const correction = toCorrection(record, edit, { id: previewId, at: record.takenAt });
  const corrections = [...(record.corrections ?? []), ...(correction === undefined ? [] : [correction])];
  const previewed: InspectionRecord = { ...record, corrections };
  return { ...toShown(previewed, pixels), record };
}
