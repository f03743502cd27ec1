import { useState } from 'react';
import type { InspectionRecord, StorageFault } from '../domain/record';
import { succeed, type Result } from '../domain/result';
import type { FaultError } from '../services/fault-error';
import type { InspectionService } from '../services/inspection-service';
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

type Edit = Pick<InspectionService, 'edit'>;

interface After {
  readonly onMade?: (records: readonly InspectionRecord[]) => void;
  readonly onUndone?: () => void;
}

/** Makes results baselines of the asset that they belong to, else of the given one. One tap undoes it. */
export function useMakeBaselines(ofAsset?: string, { onMade, onUndone }: After = {}): MakeBaselines {
  const { inspections } = useServices();
  const [made, setMade] = useState<readonly InspectionRecord[]>([]);
  const refresh = [queryKeys.inspections];
  const making = useFaultMutation({
    refresh,
    run: (records: readonly InspectionRecord[]) =>
      inEach(records, inspections, ({ assetId = ofAsset }) => ({
        purpose: 'baseline',
        ...(assetId !== undefined && { assetId }),
      })),
    onSuccess: (_, records) => {
      setMade(records);
      onMade?.(records);
    },
  });
  const undoing = useFaultMutation({
    refresh,
    run: () => inEach(made, inspections, ({ purpose = null, assetId = null }) => ({ purpose, assetId })),
    onSuccess: () => {
      setMade([]);
      onUndone?.();
    },
  });
  return {
    made,
    isPending: making.isPending || undoing.isPending,
    error: making.error ?? undoing.error,
    make: making.mutate,
    undo: undoing.mutate,
  };
}

/** One after another, until one fails. */
async function inEach(
  records: readonly InspectionRecord[],
  inspections: Edit,
  patchOf: (record: InspectionRecord) => Pick<Parameters<Edit['edit']>[1], 'purpose' | 'assetId'>,
): Promise<Result<void, StorageFault>> {
  for (const record of records) {
    const edited = await inspections.edit(record.id, patchOf(record));
    if (!edited.ok) return edited;
  }
  return succeed(undefined);
}
