import type { InspectionRecord } from '../domain/record';
import type { RecordSource } from '../export/exported-record';

/** The records with these ids, in their order, one at a time. Those that were deleted meanwhile are left out. */
export function recordsOf(
  ids: readonly string[],
  byId: (id: string) => Promise<InspectionRecord | undefined>,
): RecordSource {
  return async function* () {
    for (const id of ids) {
      const record = await byId(id);
      if (record !== undefined) yield { record, isDeleted: false };
    }
  };
}
