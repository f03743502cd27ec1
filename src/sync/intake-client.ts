/** The client of the intake API. Every response either matches its schema or becomes a fault. */
import { fail, type Result } from '../domain/result';
import {
  intakePath,
  parseBlobsAnswer,
  parseDeviceToken,
  parsePartAnswer,
  parseReceipt,
  type BlobsAnswer,
  type DeviceToken,
  type PartAnswer,
  type Receipt,
} from '../protocol/intake';
import type { RegistrationRequest } from '../protocol/intake-records';
import type { DeliveryFault } from './delivery-fault';
import type { SendRequest } from './dependencies';
import { readResponse } from './read-response';
import type { BlobRef } from '../domain/blob-ref';

type Answer<Value> = Promise<Result<Value, DeliveryFault>>;

/** A part of a blob: `bytes` beginning at `offset`. */
interface BlobPart {
  readonly ref: BlobRef;
  readonly offset: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The intake of the server. */
export interface IntakeClient {
  register(device: RegistrationRequest): Answer<DeviceToken>;
  missingBlobs(token: string, blobs: readonly BlobRef[]): Answer<BlobsAnswer['missing']>;
  putPart(token: string, part: BlobPart): Answer<PartAnswer>;
  putChange(token: string, changeId: string, text: Uint8Array<ArrayBuffer>): Answer<Receipt>;
}

/** The longest time for one request, including reading the response. */
interface TimeLimits {
  readonly answerMs: number;
  /** A part of 256 KiB needs 42 s at 50 kbit/s. */
  readonly partMs: number;
}

/** Enough for a slow mobile connection; a server that never finishes is treated as unreachable. */
const defaultLimits: TimeLimits = { answerMs: 30_000, partMs: 90_000 };

/** One request in the format of the intake. */
interface IntakeRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly limitMs: number;
  readonly answerBytes?: number;
}

export interface IntakeClientDependencies {
  readonly send: SendRequest;
  readonly nowMs: () => number;
  /** A signal that aborts after this many milliseconds: `AbortSignal.timeout`. */
  readonly abortAfter: (ms: number) => AbortSignal;
  readonly limits?: TimeLimits;
}

/** A client that sends its requests with `dependencies.send`. */
export function createIntakeClient({
  limits = defaultLimits,
  ...dependencies
}: IntakeClientDependencies): IntakeClient {
  const json = (path: string, value: unknown, token?: string): IntakeRequest => ({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', ...bearer(token) },
    body: JSON.stringify(value),
    limitMs: limits.answerMs,
  });
  return {
    register: (device) => request(json('/devices', device), parseDeviceToken, dependencies),
    async missingBlobs(token, blobs) {
      const body = { blobs: blobs.map(({ sha256, bytes }) => ({ sha256, bytes })) };
      const answer = await request(json('/blobs/missing', body, token), parseBlobsAnswer, dependencies);
      return answer.ok ? { ok: true, value: answer.value.missing } : answer;
    },
    putPart: (token, part) => request(partRequest(token, part, limits.partMs), parsePartAnswer, dependencies),
    putChange: (token, changeId, text) =>
      request(
        {
          method: 'PUT',
          path: `/changes/${changeId}`,
          headers: { 'content-type': 'application/json', ...bearer(token) },
          body: text,
          limitMs: limits.partMs,
        },
        parseReceipt,
        dependencies,
      ),
  };
}

function partRequest(token: string, { ref, offset, bytes }: BlobPart, limitMs: number): IntakeRequest {
  return {
    method: 'PUT',
    path: `/blobs/${ref.sha256}`,
    headers: {
      'content-type': 'application/octet-stream',
      'upload-offset': String(offset),
      'upload-length': String(ref.bytes),
      ...bearer(token),
    },
    body: bytes,
    limitMs,
  };
}

/** Where the bytes of a blob are read. */
export function blobPath(sha256: string): string {
  return `${intakePath}/blobs/${sha256}`;
}

/** The header of the device's token. */
export function bearer(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

/** Sends one request and reads its response; any other outcome than a valid one is a fault. */
export async function request<Value>(
  { path, limitMs, answerBytes, ...init }: IntakeRequest,
  parse: (json: unknown) => Value | undefined,
  { send, nowMs, abortAfter }: Omit<IntakeClientDependencies, 'limits'>,
): Answer<Value> {
  const signal = abortAfter(limitMs);
  const fetchOptions = { signal, redirect: 'manual', cache: 'no-store', credentials: 'omit' } as const;
  try {
    const response = await send(`${intakePath}${path}`, { ...init, ...fetchOptions });
    return await readResponse(response, parse, nowMs(), answerBytes);
  } catch (error) {
    if (signal.aborted) return fail({ kind: 'too-slow', limitMs });
    // `fetch` and reading a body reject with a TypeError for every kind of missing connection.
    if (error instanceof TypeError) return fail({ kind: 'offline' });
    throw error;
  }
}
