/** The intake API as the outbox uses it: every answer is either what the schema says or a fault. */
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
import type { SendRequest } from './ports';
import { readAnswer } from './read-answer';
import type { BlobRef } from '../domain/record';

type Answer<Value> = Promise<Result<Value, DeliveryFault>>;

/** A part of a blob: `bytes` beginning at `offset`. */
interface BlobPart {
  readonly ref: BlobRef;
  readonly offset: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The server, seen from this device. */
export interface IntakeClient {
  register(device: RegistrationRequest): Answer<DeviceToken>;
  missing(token: string, blobs: readonly BlobRef[]): Answer<BlobsAnswer['missing']>;
  putPart(token: string, part: BlobPart): Answer<PartAnswer>;
  putChange(token: string, changeId: string, text: Uint8Array<ArrayBuffer>): Answer<Receipt>;
}

/** How long one request may take, its answer read to the end. */
interface TimeLimits {
  readonly answerMs: number;
  /** A part of 256 KiB needs 42 s at 50 kbit/s. */
  readonly partMs: number;
}

/** What is borne in the field: a slow cell, but no server that never finishes. */
const fieldLimits: TimeLimits = { answerMs: 30_000, partMs: 90_000 };

/** What a client is made of. */
export interface IntakeParts {
  readonly send: SendRequest;
  readonly nowMs: () => number;
  /** A signal that aborts after so many milliseconds: `AbortSignal.timeout`. */
  readonly abortAfter: (ms: number) => AbortSignal;
  readonly limits?: TimeLimits;
}

/** A client that sends by `parts.send`. */
export function createIntakeClient({ limits = fieldLimits, ...parts }: IntakeParts): IntakeClient {
  const json = (path: string, value: unknown, token?: string): Request => ({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', ...bearer(token) },
    body: JSON.stringify(value),
    limitMs: limits.answerMs,
  });
  return {
    register: (device) => ask(json('/devices', device), parseDeviceToken, parts),
    async missing(token, blobs) {
      const question = { blobs: blobs.map(({ sha256, bytes }) => ({ sha256, bytes })) };
      const answer = await ask(json('/blobs/missing', question, token), parseBlobsAnswer, parts);
      return answer.ok ? { ok: true, value: answer.value.missing } : answer;
    },
    putPart: (token, part) => ask(partRequest(token, part, limits.partMs), parsePartAnswer, parts),
    putChange: (token, changeId, text) =>
      ask(
        {
          method: 'PUT',
          path: `/changes/${changeId}`,
          headers: { 'content-type': 'application/json', ...bearer(token) },
          body: text,
          limitMs: limits.partMs,
        },
        parseReceipt,
        parts,
      ),
  };
}

interface Request {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly limitMs: number;
}

function partRequest(token: string, { ref, offset, bytes }: BlobPart, limitMs: number): Request {
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

function bearer(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

async function ask<Value>(
  { path, limitMs, ...request }: Request,
  parse: (json: unknown) => Value | undefined,
  { send, nowMs, abortAfter }: Omit<IntakeParts, 'limits'>,
): Answer<Value> {
  const signal = abortAfter(limitMs);
  const manners = { signal, redirect: 'manual', cache: 'no-store', credentials: 'omit' } as const;
  try {
    return await readAnswer(await send(`${intakePath}${path}`, { ...request, ...manners }), parse, nowMs());
  } catch (error) {
    if (signal.aborted) return fail({ kind: 'too-slow', limitMs });
    // `fetch` and the reading of a body reject with a TypeError for every kind of missing connection.
    if (error instanceof TypeError) return fail({ kind: 'offline' });
    throw error;
  }
}
