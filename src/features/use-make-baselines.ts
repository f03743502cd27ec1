import { useState } from 'react';
import type { InspectionRecord, StorageFault } from '../domain/record';
import { editEach } from '../services/edit-each';
import type { FaultError } from '../services/fault-error';
import { queryKeys } from './local-queries';
import { useFaultMutation } from './use-fault-mutation';
import { useServices } from './use-services';

export interface MakeBaselines {
  /** The records that became baselines, as they were before. Empty at first, and after an undo. */
  readonly made: readonly InspectionRecord[];
  readonly isPending: boolean;
  readonly error: FaultError<StorageFault> | null;
  readonly make: (records: readonly InspectionRecord[]) => void;
  readonly undo: () => void;
}

interface After {
  readonly onMade?: (records: readonly InspectionRecord[]) => void;
  readonly onUndone?: () => void;
}

/** Makes results baselines of the asset that they belong to, else of the given one. One tap undoes it, also where only some could be stored. */
export function useMakeBaselines(ofAsset?: string, { onMade, onUndone }: After = {}): MakeBaselines {
  const { inspections } = useServices();
  const [made, setMade] = useState<readonly InspectionRecord[]>([]);
  const refresh = [queryKeys.inspections];
  const making = useFaultMutation({
    refresh,
    run: (records: readonly InspectionRecord[]) => {
      setMade([]);
      return editEach(
        records,
        inspections.edit,
        ({ assetId = ofAsset }) => ({ purpose: 'baseline', ...(assetId !== undefined && { assetId }) }),
        (record) => setMade((before) => [...before, record]),
      );
    },
    onSuccess: (_, records) => onMade?.(records),
  });
  const undoing = useFaultMutation({
    refresh,
    run: () =>
      editEach(
        made,
        inspections.edit,
        ({ purpose = null, assetId = null }) => ({ purpose, assetId }),
        ({ id }) => setMade((left) => left.filter((each) => each.id !== id)),
      ),
    onSuccess: () => onUndone?.(),
  });
  return {
    made,
    isPending: making.isPending || undoing.isPending,
    error: making.error ?? undoing.error,
    make: making.mutate,
    undo: undoing.mutate,
  };
}
