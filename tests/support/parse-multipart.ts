import { createMultipartParser, type MultipartFault } from '../../server/legacy-api/multipart';
import { fail, succeed, type Result } from '../../src/domain/result';

/** One part with its content. */
export interface WholePart {
  readonly name: string;
  readonly fileName?: string;
  readonly bytes: Buffer;
}

/** Feeds the parser with `body` in pieces of `chunkBytes` and puts the parts together. */
export function parseMultipart(
  body: Buffer,
  contentType: string | undefined,
  chunkBytes = 65_536,
): Result<readonly WholePart[], MultipartFault> {
  const parser = createMultipartParser(contentType);
  if (!parser.ok) return parser;
  const parts: { name: string; fileName?: string; chunks: Uint8Array[] }[] = [];
  for (let at = 0; at < body.length; at += chunkBytes) {
    const events = parser.value.push(body.subarray(at, at + chunkBytes));
    if (!events.ok) return events;
    for (const event of events.value) {
      if (event.kind === 'data') parts.at(-1)?.chunks.push(event.bytes);
      else parts.push({ ...named(event), chunks: [] });
    }
  }
  const end = parser.value.finish();
  if (!end.ok) return fail(end.fault);
  return succeed(parts.map((part) => ({ ...named(part), bytes: Buffer.concat(part.chunks) })));
}

function named({ name, fileName }: { readonly name: string; readonly fileName?: string }) {
  return { name, ...(fileName === undefined ? {} : { fileName }) };
}
