/** Fetches a file and checks type, size and hash: a captive portal answers 200 with its own page. */
import type { PackFault } from '../domain/pack';
import type { StorageFault } from '../domain/record';
import { fail, succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';

/** Why a pack could not be fetched. Other packs and all results stay as they are. */
export type PackFetchFault =
  | { readonly kind: 'offline' }
  | { readonly kind: 'server-refused'; readonly status: number; readonly path: string }
  | { readonly kind: 'not-a-pack-file'; readonly path: string; readonly contentType: string }
  | { readonly kind: 'pack-fault'; readonly fault: PackFault }
  | { readonly kind: 'storage-fault'; readonly fault: StorageFault };

/** The platform's fetch and hash. */
export interface FetchDependencies {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly sha256: Sha256;
}

/** A file to fetch. Faults name it by `name`. */
export interface WantedFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The text at `path`. Fails where the answer is a web page. */
export async function fetchText(
  path: string,
  dependencies: FetchDependencies,
): Promise<Result<string, PackFetchFault>> {
  const response = await request(path, dependencies, 'no-cache');
  if (!response.ok) return response;
  return offlineAsFault(() => response.value.text());
}

/** The file, if size and SHA-256 match. Calls `onBytes` with the length of every chunk. */
export async function fetchFile(
  wanted: WantedFile,
  dependencies: FetchDependencies,
  onBytes: (bytes: number) => void,
): Promise<Result<ArrayBuffer, PackFetchFault>> {
  const response = await request(wanted.path, dependencies, 'no-store');
  if (!response.ok) return response;
  const body = await offlineAsFault(() => readBody(response.value, wanted.bytes, onBytes));
  if (!body.ok) return body;
  const fault = await contentFault(body.value, wanted, dependencies);
  return fault === undefined ? body : fail({ kind: 'pack-fault', fault });
}

async function request(
  path: string,
  { fetch }: FetchDependencies,
  cache: RequestCache,
): Promise<Result<Response, PackFetchFault>> {
  const answered = await offlineAsFault(() => fetch(path, { cache }));
  if (!answered.ok) return answered;
  const response = answered.value;
  if (!response.ok) return fail({ kind: 'server-refused', status: response.status, path });
  const contentType = response.headers.get('content-type') ?? '';
  return contentType.startsWith('text/html') ? fail({ kind: 'not-a-pack-file', path, contentType }) : answered;
}

/** `fetch` and its body reject with a `TypeError` for every kind of missing connection. */
async function offlineAsFault<Value>(run: () => Promise<Value>): Promise<Result<Value, PackFetchFault>> {
  try {
    return succeed(await run());
  } catch (error) {
    if (error instanceof TypeError) return fail({ kind: 'offline' });
    throw error;
  }
}

/** The body. Reading stops once it is longer than wanted: the size check then fails. */
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
  { sha256 }: FetchDependencies,
): Promise<PackFault | undefined> {
  if (found.byteLength !== bytes) {
    return { kind: 'wrong-size', file: name, wantedBytes: bytes, foundBytes: found.byteLength };
  }
  return (await sha256(found)) === hash ? undefined : { kind: 'wrong-hash', file: name };
}
