/** One piece of content: text is encoded as UTF-8. */
export type Piece = string | Uint8Array;

/** All bytes of a stream. Rejects with the error of the stream, which `Response` replaces by "Failed to fetch" in Chromium. */
export async function readAll(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) pieces.push(next.value);
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

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
