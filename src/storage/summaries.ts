/** Writes summaries and their counters, inside the transaction that changes the record or its outbox rows. */
import { shownRecord } from '../domain/corrected-verdict';
import { deliveryStateOf, type DeliveryState } from '../domain/delivery';
import { facetsOf, isCorrected, linksOf, localDayOf, measuredOf, summaryContentOf } from '../domain/inspection-summary';
import type { InspectionRecord } from '../domain/record';
import { moveCounts } from './counts';
import { correctedMark } from './history-ranges';
import type { ContentTransaction, SummaryRow } from './schema';
import type { Sealer } from './sealing';

/** A summary before its delivery state is known. */
export type SummaryDraft = Omit<SummaryRow, 'delivery'>;

/** Prepares the summary of a record. */
export async function draftSummary(record: InspectionRecord, { seal }: Sealer): Promise<SummaryDraft> {
  return {
    id: record.id,
    takenAt: record.takenAt,
    day: localDayOf(record),
    ...facetsOf(record),
    ...linksOf(record),
    score: shownRecord(record).anomaly?.score ?? -1,
    ...(isCorrected(record) ? { corrected: true, correctedMark } : { corrected: false }),
    ...measuredOf(shownRecord(record)),
    content: await seal(summaryContentOf(record)),
  };
}

/** Stores a summary in place of the one before. Call it after the record's outbox rows and receipt were written. */
export async function putSummary(transaction: ContentTransaction, draft: SummaryDraft): Promise<void> {
  const delivery = await readDeliveryState(transaction, draft.id);
  await replaceSummary(transaction, draft.id, { ...draft, delivery });
}

/** Brings the delivery state up to date. Call it after outbox rows or the receipt of the record have changed. */
export async function refreshDelivery(transaction: ContentTransaction, recordId: string): Promise<void> {
  const row = await transaction.objectStore('summaries').get(recordId);
  if (row === undefined) return;
  const delivery = await readDeliveryState(transaction, recordId);
  if (delivery === row.delivery) return;
  await transaction.objectStore('summaries').put({ ...row, delivery });
  await moveCounts(transaction, row, { ...row, delivery });
}

/** Removes the summary of a record that was deleted. */
export function deleteSummary(transaction: ContentTransaction, recordId: string): Promise<void> {
  return replaceSummary(transaction, recordId, undefined);
}

async function readDeliveryState(transaction: ContentTransaction, recordId: string): Promise<DeliveryState> {
  const range = IDBKeyRange.bound([recordId], [recordId, []]);
  const waiting = await transaction.objectStore('outbox').index('byRecord').getAll(range);
  const receipt = await transaction.objectStore('receipts').get(recordId);
  return deliveryStateOf({ waiting, receipt });
}

async function replaceSummary(transaction: ContentTransaction, id: string, row: SummaryRow | undefined): Promise<void> {
  const summaries = transaction.objectStore('summaries');
  const before = await summaries.get(id);
  await (row === undefined ? summaries.delete(id) : summaries.put(row));
  await moveCounts(transaction, before, row);
}
