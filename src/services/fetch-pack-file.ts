/** Fetches a file and believes nothing about it: a captive portal answers 200 with a page of its own. */
import type { PackFault } from '../domain/pack';
import { fail, succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import type { PackFetchFault } from './services';

/** The platform's fetch and hash. */
export interface FetchPorts {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly sha256: Sha256;
}

/** A file to fetch. `name` is what faults call it. */
export interface WantedFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The bytes behind `path`, whatever they are, as long as they are no web page. */
export async function fetchText(path: string, ports: FetchPorts): Promise<Result<string, PackFetchFault>> {
  const response = await request(path, ports, 'no-cache');
  if (!response.ok) return response;
  const read = await withoutConnection(() => response.value.text());
  return read;
}

/** The file, if size and SHA-256 are as wanted. `onBytes` hears of every chunk. */
export async function fetchFile(
  wanted: WantedFile,
  ports: FetchPorts,
  onBytes: (bytes: number) => void,
): Promise<Result<ArrayBuffer, PackFetchFault>> {
  const response = await request(wanted.path, ports, 'no-store');
  if (!response.ok) return response;
  const body = await withoutConnection(() => readBody(response.value, wanted.bytes, onBytes));
  if (!body.ok) return body;
  const fault = await contentFault(body.value, wanted, ports);
  return fault === undefined ? body : fail({ kind: 'pack-fault', fault });
}

async function request(
  path: string,
  { fetch }: FetchPorts,
  cache: RequestCache,
): Promise<Result<Response, PackFetchFault>> {
  const answered = await withoutConnection(() => fetch(path, { cache }));
  if (!answered.ok) return answered;
  const response = answered.value;
  if (!response.ok) return fail({ kind: 'server-refused', status: response.status, path });
  const contentType = response.headers.get('content-type') ?? '';
  return contentType.startsWith('text/html') ? fail({ kind: 'not-a-pack-file', path, contentType }) : answered;
}

/** `fetch` and its body reject with a `TypeError` for every kind of missing connection. */
async function withoutConnection<Value>(run: () => Promise<Value>): Promise<Result<Value, PackFetchFault>> {
  try {
    return succeed(await run());
  } catch (error) {
    if (error instanceof TypeError) return fail({ kind: 'offline' });
    throw error;
  }
}

/** All bytes of the answer, or the first ones where it is longer than wanted: size and hash will tell. */
async function readBody(
  response: Response,
  wantedBytes: number,
  onBytes: (bytes: number) => void,
): Promise<ArrayBuffer> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
    chunks.push(read.value);
    length += read.value.length;
    onBytes(read.value.length);
    if (length > wantedBytes) await reader?.cancel();
  }
  return new Blob(chunks).arrayBuffer();
}

async function contentFault(
  found: ArrayBuffer,
  { name, bytes, sha256: hash }: WantedFile,
  { sha256 }: FetchPorts,
): Promise<PackFault | undefined> {
  if (found.byteLength !== bytes) {
    return { kind: 'wrong-size', file: name, wantedBytes: bytes, foundBytes: found.byteLength };
  }
  return (await sha256(found)) === hash ? undefined : { kind: 'wrong-hash', file: name };
}
