import type { InspectionRecord } from '../domain/record';
import type { RecordSource } from '../export/exported-record';

/** So many are read at once: one after another, each would wait for its transaction. */
const readAtOnce = 24;

/** The records with these ids, in their order, a few in memory at a time. Those that were deleted meanwhile are left out. */
export function recordsOf(
  ids: readonly string[],
  byId: (id: string) => Promise<InspectionRecord | undefined>,
): RecordSource {
  return async function* () {
    for (let from = 0; from < ids.length; from += readAtOnce) {
      const records = await Promise.all(ids.slice(from, from + readAtOnce).map(byId));
      for (const record of records) if (record !== undefined) yield { record, isDeleted: false };
    }
  };
}
