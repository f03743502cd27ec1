/** Request bodies as bounded streams: each within its limit, and all together within a common one. */
import { fail, succeed, type Result } from '../../src/domain/result';

/** Why a body was not accepted. */
export type UploadFault =
  | { readonly kind: 'too-large'; readonly limitBytes: number }
  /** The client or the network stopped before the end. */
  | { readonly kind: 'cut-off' }
  /** Other uploads fill the space that is set aside for them. */
  | { readonly kind: 'no-room' };

/** How much is accepted, in memory and spool files together. */
export interface UploadLimits {
  readonly requestBytes: number;
  readonly allBytes: number;
}

/** The body, chunk by chunk. Throws an `UploadError` where a limit is reached or the connection ends. */
export type BodyChunks = AsyncIterable<Uint8Array>;

/** Reads bodies. */
export interface Uploads {
  /** Calls `use` with the body of `request`. Its bytes count as occupied until `use` ends. */
  withBody<Value>(request: Request, use: (body: BodyChunks) => Promise<Value>): Promise<Result<Value, UploadFault>>;
}

/** A stream has no typed faults: this carries one out of it. */
class UploadError extends Error {
  readonly fault: UploadFault;

  constructor(fault: UploadFault) {
    super(fault.kind);
    this.fault = fault;
  }
}

/** A reader with nothing occupied yet. */
export function createUploads({ requestBytes, allBytes }: UploadLimits): Uploads {
  let occupiedBytes = 0;
  return {
    withBody: async (request, use) => {
      const declaredBytes = Number(request.headers.get('content-length') ?? 0);
      if (declaredBytes > requestBytes) return fail({ kind: 'too-large', limitBytes: requestBytes });
      let ownBytes = 0;
      const occupy = (bytes: number): void => {
        ownBytes += bytes;
        occupiedBytes += bytes;
        if (ownBytes > requestBytes) throw new UploadError({ kind: 'too-large', limitBytes: requestBytes });
        if (occupiedBytes > allBytes) throw new UploadError({ kind: 'no-room' });
      };
      try {
        return succeed(await use(chunksOf(request, occupy)));
      } catch (error) {
        if (error instanceof UploadError) return fail(error.fault);
        throw error;
      } finally {
        occupiedBytes -= ownBytes;
      }
    },
  };
}

/**
 * The stream is never cancelled: that would close the connection before the answer is sent. The HTTP layer discards the rest.
 */
async function* chunksOf({ body }: Request, occupy: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await readChunk(reader);
      if (done) return;
      occupy(value.length);
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}

async function readChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  try {
    return await reader.read();
  } catch {
    // The stream fails when the connection does.
    throw new UploadError({ kind: 'cut-off' });
  }
}
