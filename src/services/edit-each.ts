import type { InspectionRecord, StorageFault } from '../domain/record';
import { succeed, type Result } from '../domain/result';
import type { InspectionService } from './inspection-service';

type Edit = InspectionService['edit'];

/** Changes records one after another until one cannot be stored. `onEdited` gets each that was, as it was before. */
export async function editEach(
  records: readonly InspectionRecord[],
  edit: Edit,
  patchOf: (record: InspectionRecord) => Parameters<Edit>[1],
  onEdited: (record: InspectionRecord) => void,
): Promise<Result<void, StorageFault>> {
  for (const record of records) {
    const edited = await edit(record.id, patchOf(record));
    if (!edited.ok) return edited;
    onEdited(record);
  }
  return succeed(undefined);
}
