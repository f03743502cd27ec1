/** One piece of content: text is encoded as UTF-8. */
export type Piece = string | Uint8Array;

/** The pieces as a stream of bytes, pulled on demand: at most one piece waits in memory. Cancelling ends the iteration. */
export function toByteStream(pieces: AsyncIterable<Piece>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const iterator = pieces[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(typeof next.value === 'string' ? encoder.encode(next.value) : new Uint8Array(next.value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
