import type { RecordSource } from './exported-record';

/** One JSON document a line: the record with every field it came with, and how it came. */
export async function* jsonLines(records: RecordSource): AsyncGenerator<string> {
  for await (const { sequence, receivedAt, device, isDeleted, record } of records()) {
    const state = isDeleted ? 'deleted' : 'kept';
    yield `${JSON.stringify({ sequence, receivedAt: receivedAt.toISOString(), state, device, record })}\n`;
  }
}
