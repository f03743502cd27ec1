/** Bodies into memory, each bounded, and all of them together. */
import { fail, succeed, type Result } from '../../src/domain/result';

/** Why a body was not taken. */
export type UploadFault =
  | { readonly kind: 'too-large'; readonly limitBytes: number }
  /** The client, or the network, stopped in the middle. */
  | { readonly kind: 'cut-off' }
  /** Other uploads fill the memory that is set aside for them. */
  | { readonly kind: 'no-room' };

/** How much is taken. */
export interface UploadLimits {
  readonly requestBytes: number;
  readonly allBytes: number;
}

/** Reads bodies. */
export interface Uploads {
  /** Reads the body of `request` and calls `use` with it; its memory counts as taken until `use` ends. */
  withBody<Value>(request: Request, use: (body: Buffer) => Promise<Value>): Promise<Result<Value, UploadFault>>;
}

/** A reader with nothing taken yet. */
export function createUploads({ requestBytes, allBytes }: UploadLimits): Uploads {
  let takenBytes = 0;
  return {
    withBody: async (request, use) => {
      const claimed = Number(request.headers.get('content-length') ?? 0);
      if (claimed > requestBytes) return fail({ kind: 'too-large', limitBytes: requestBytes });
      let ownBytes = 0;
      const take = (bytes: number): UploadFault | undefined => {
        ownBytes += bytes;
        takenBytes += bytes;
        if (ownBytes > requestBytes) return { kind: 'too-large', limitBytes: requestBytes };
        return takenBytes > allBytes ? { kind: 'no-room' } : undefined;
      };
      try {
        const body = await readBody(request, take);
        return body.ok ? succeed(await use(body.value)) : body;
      } finally {
        takenBytes -= ownBytes;
      }
    },
  };
}

async function readBody(
  { body }: Request,
  take: (bytes: number) => UploadFault | undefined,
): Promise<Result<Buffer, UploadFault>> {
  if (body === null) return succeed(Buffer.alloc(0));
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  for (;;) {
    const next = await readChunk(reader);
    if (next === 'cut-off') return fail({ kind: 'cut-off' });
    if (next === 'end') return succeed(Buffer.concat(chunks));
    const fault = take(next.length);
    if (fault !== undefined) {
      // Not cancelled: that would break the connection before the answer is out. The HTTP layer throws the rest away.
      reader.releaseLock();
      return fail(fault);
    }
    chunks.push(next);
  }
}

async function readChunk(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array | 'end' | 'cut-off'> {
  try {
    const { done, value } = await reader.read();
    return done ? 'end' : value;
  } catch {
    // The stream ends in an error when the connection does.
    return 'cut-off';
  }
}
