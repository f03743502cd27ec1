import type { Received, RecordSource } from './exported-record';

/** One JSON document per line: the record with all its fields, and how it arrived. */
export async function* jsonLines(records: RecordSource): AsyncGenerator<string> {
  for await (const { received, isDeleted, record } of records()) {
    const state = isDeleted ? 'deleted' : 'kept';
    yield `${JSON.stringify({ ...(received && receiptOf(received)), state, record })}\n`;
  }
}

function receiptOf({ sequence, at, device }: Received): object {
  return { sequence, receivedAt: at.toISOString(), device };
}
