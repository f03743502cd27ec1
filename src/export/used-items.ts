import type { SharedItem } from '../domain/shared-item';
import type { RecordSource } from './exported-record';

/** Of `items` the assets and jobs of the records, the job `jobId`, and every asset of those jobs. */
export async function usedItems(
  records: RecordSource,
  items: readonly SharedItem[],
  jobId?: string,
): Promise<readonly SharedItem[]> {
  const ids = new Set(jobId === undefined ? [] : [jobId]);
  for await (const { record } of records()) {
    if (record.assetId !== undefined) ids.add(record.assetId);
    if (record.jobId !== undefined) ids.add(record.jobId);
  }
  for (const { type, value } of items) {
    if (type === 'job' && ids.has(value.id)) for (const { assetId } of value.assets) ids.add(assetId);
  }
  return items.filter(({ value }) => ids.has(value.id));
}
