/** Bounded request bodies. Bytes are counted while reading, because a declared length may be wrong. */
import type * as v from 'valibot';
import { parseSchema } from '../../src/domain/parse-schema';
import type { IntakeFault } from '../../src/protocol/intake';
import { fail, succeed, type Result } from '../../src/domain/result';
import { decodeJson } from './decode-json';
import type { MiddlewareHandler } from 'hono';
import { refuse } from './refuse';

/** How an endpoint reads its body. `schema` is absent for plain bytes. */
export interface BodyReader<Body> {
  readonly describe:
    { readonly mediaType: string; readonly limitBytes: number; readonly schema?: v.GenericSchema } | undefined;
  readonly read: (request: Request) => Promise<Result<Body, IntakeFault>>;
}

/** Ignores the body. */
export const noBody: BodyReader<undefined> = {
  describe: undefined,
  read: () => Promise.resolve(succeed(undefined)),
};

/** A JSON document that `schema` describes, in UTF-8 or UTF-16. */
export function jsonBody<Body>(schema: v.GenericSchema<unknown, Body>, limitBytes: number): BodyReader<Body> {
  return {
    describe: { mediaType: 'application/json', limitBytes, schema },
    read: async (request) => {
      const bytes = await readBytes(request, limitBytes);
      if (!bytes.ok) return bytes;
      const json = decodeJson(bytes.value);
      return json.ok ? parseWith(schema, json.value, '') : fail(notJson);
    },
  };
}

/** Unparsed bytes. `schema` is for the OpenAPI document only. */
export function bytesBody(mediaType: string, limitBytes: number, schema?: v.GenericSchema): BodyReader<Uint8Array> {
  return {
    describe: { mediaType, limitBytes, ...(schema === undefined ? {} : { schema }) },
    read: (request) => readBytes(request, limitBytes),
  };
}

/** The body as a stream, for what is too large for memory. The consumer counts the bytes. */
export function streamBody(mediaType: string, limitBytes: number): BodyReader<ReadableStream<Uint8Array>> {
  return {
    describe: { mediaType, limitBytes },
    read: (request) => {
      if (declaredBytes(request) > limitBytes) return Promise.resolve(fail({ kind: 'too-large', limitBytes }));
      return Promise.resolve(succeed(request.body ?? new Blob([]).stream()));
    },
  };
}

/** The whole body, or `too-large` as soon as that is known. */
export async function readBytes(request: Request, limitBytes: number): Promise<Result<Uint8Array, IntakeFault>> {
  if (declaredBytes(request) > limitBytes) return fail({ kind: 'too-large', limitBytes });
  // Node's parser ends such a body at the declared length, so it needs no stream, which costs more than most requests.
  if (declaredBytes(request) > 0) return boundedBytes(await request.arrayBuffer(), limitBytes);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > limitBytes) return fail({ kind: 'too-large', limitBytes });
    chunks.push(chunk);
  }
  return succeed(Buffer.concat(chunks));
}

function boundedBytes(body: ArrayBuffer, limitBytes: number): Result<Uint8Array, IntakeFault> {
  return body.byteLength > limitBytes ? fail({ kind: 'too-large', limitBytes }) : succeed(new Uint8Array(body));
}

function declaredBytes(request: Request): number {
  const length = Number(request.headers.get('content-length') ?? 0);
  return Number.isFinite(length) ? length : 0;
}

const notJson: IntakeFault = { kind: 'not-valid', at: '', wanted: 'JSON in UTF-8' };

/** The bytes of a text that is hashed as JSON that `schema` describes: UTF-8 without a byte order mark, so that what is hashed and what is read are the same text. */
export function parseExactJson<Value>(
  schema: v.GenericSchema<unknown, Value>,
  bytes: Uint8Array,
): Result<Value, IntakeFault> {
  const json = decodeExactJson(bytes);
  if (!json.ok) return fail(notJson);
  return parseWith(schema, json.value, '');
}

function decodeExactJson(bytes: Uint8Array): Result<unknown, undefined> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    return succeed(value);
  } catch {
    // Both errors mean that it is not JSON in UTF-8.
    return fail(undefined);
  }
}

/** `value` parsed by `schema`, or the first field that does not fit. */
export function parseWith<Value>(
  schema: v.GenericSchema<unknown, Value>,
  value: unknown,
  at: string,
): Result<Value, IntakeFault> {
  const parsed = parseSchema(schema, value);
  if (parsed.ok) return parsed;
  const path = [at, parsed.fault.at].filter((part) => part !== '').join('.');
  return fail({ kind: 'not-valid', at: path, wanted: parsed.fault.wanted.slice(0, 200) });
}

/** Answers 415 to a compressed body: bodies are bounded by their length, which compression hides, and are hashed as they arrive. */
export const refuseEncodedBodies: MiddlewareHandler = async (context, next) => {
  const encoding = (context.req.header('content-encoding') ?? '').trim().toLowerCase();
  if (encoding === '' || encoding === 'identity') return next();
  const response = refuse({ kind: 'encoded-body', encoding: encoding.slice(0, 100) });
  // RFC 7694, section 3: what the server would accept.
  response.headers.set('accept-encoding', 'identity');
  return response;
};
