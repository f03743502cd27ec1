import type { RecordSource } from './exported-record';

/** One JSON document per line: the record with all its fields, and how it arrived. */
export async function* jsonLines(records: RecordSource): AsyncGenerator<string> {
  for await (const { sequence, receivedAt, device, isDeleted, record } of records()) {
    const state = isDeleted ? 'deleted' : 'kept';
    yield `${JSON.stringify({ sequence, receivedAt: receivedAt.toISOString(), state, device, record })}\n`;
  }
}
