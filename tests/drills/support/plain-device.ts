/**
 * A device that implements the wire format of `docs/adr/0004` independently: the drills of the server must not depend on the
 * client's code.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { intakePath, partBytes } from '../../../src/protocol/intake';
import { hashOf } from './ledger';
import type { MadeChange } from './made-change';

/** A device with its token. */
export interface PlainDevice {
  readonly deviceId: string;
  readonly token: string;
}

/** The fields of a receipt that drills read. */
export interface PlainReceipt {
  readonly changeId: string;
  readonly contentHash: string;
  readonly sequence: number;
}

/** A response; `body` is undefined if it is not JSON. */
export interface PlainAnswer {
  readonly status: number;
  readonly body: unknown;
  /** `Retry-After`, in seconds. */
  readonly retryAfterS?: number;
}

const triesAtMost = 400;
const timeoutMs = 30_000;
const pauseMs = 50;

/** Registers a new device at `url`. */
export async function registerDevice(
  url: string,
  deviceId: string = randomUUID(),
  signal?: AbortSignal,
): Promise<PlainDevice> {
  const body = JSON.stringify({ deviceId, name: `device ${deviceId.slice(0, 4)}`, location: 'Bantwal' });
  for (let tries = 0; tries < triesAtMost; tries += 1) {
    const answer = await ask(url, { method: 'POST', path: '/devices', body });
    const token = textIn(answer?.body, 'token');
    if (answer?.status === 201 && token !== undefined) return { deviceId, token };
    if (answer !== undefined && answer.status < 500 && answer.status !== 429 && answer.status !== 408)
      throw new Error(`not registered: ${answer.status} ${JSON.stringify(answer.body)}`);
    await pause(pauseMs, undefined, { signal });
  }
  throw new Error('not registered in time');
}

/** The outcome of a push. `refused` has no response if the connection broke. */
export type Pushed =
  | { readonly kind: 'kept'; readonly receipt: PlainReceipt }
  | { readonly kind: 'refused'; readonly by: PlainAnswer | undefined };

/** Pushes a change, and retries until it has the receipt. Throws on a final refusal. */
export async function pushUntilKept(
  url: string,
  device: PlainDevice,
  change: MadeChange,
  signal?: AbortSignal,
): Promise<PlainReceipt> {
  for (let tries = 0; tries < triesAtMost; tries += 1) {
    const pushed = await pushOnce(url, device, change);
    if (pushed.kind === 'kept') return pushed.receipt;
    if (isFinal(pushed.by)) throw new Error(`refused for good: ${JSON.stringify(pushed.by)}`);
    await pause(pauseMs, undefined, { signal });
  }
  throw new Error(`no receipt of ${change.changeId} after ${triesAtMost} tries`);
}

/** One attempt: asks which blobs are missing, sends their parts, commits. */
export async function pushOnce(url: string, device: PlainDevice, change: MadeChange): Promise<Pushed> {
  const question = { blobs: change.blobs.map((bytes) => ({ sha256: hashOf(bytes), bytes: bytes.length })) };
  const body = JSON.stringify(question);
  const answer = await ask(url, { ...of(device), method: 'POST', path: '/blobs/missing', body });
  const missing = missingIn(answer?.body);
  if (answer?.status !== 200 || missing === undefined) return { kind: 'refused', by: answer };
  for (const { sha256, receivedBytes } of missing) {
    const bytes = change.blobs.find((blob) => hashOf(blob) === sha256);
    if (bytes === undefined) return { kind: 'refused', by: answer };
    const refused = await sendParts(url, device, bytes, receivedBytes);
    if (refused !== undefined) return refused;
  }
  return commit(url, device, change);
}

/** Sends a change's text. Returns its receipt. */
async function commit(url: string, device: PlainDevice, { changeId, text }: MadeChange): Promise<Pushed> {
  const answer = await ask(url, { ...of(device), method: 'PUT', path: `/changes/${changeId}`, body: text });
  const isReceipt =
    answer?.status === 200 &&
    textIn(answer.body, 'changeId') === changeId &&
    textIn(answer.body, 'contentHash') === hashOf(text);
  const sequence = fieldOf(answer?.body, 'sequence');
  if (!isReceipt || typeof sequence !== 'number') return { kind: 'refused', by: answer };
  return { kind: 'kept', receipt: { changeId, contentHash: hashOf(text), sequence } };
}

/** Sends the bytes of a blob from `offset` on. Returns undefined if all have arrived. */
async function sendParts(
  url: string,
  device: PlainDevice,
  bytes: Uint8Array<ArrayBuffer>,
  offset: number,
): Promise<Extract<Pushed, { kind: 'refused' }> | undefined> {
  let sent = offset;
  while (sent < bytes.length) {
    const answer = await sendPart(url, device, bytes, sent);
    const received = fieldOf(answer?.body, 'receivedBytes');
    if (answer?.status !== 200 || typeof received !== 'number' || received <= sent)
      return { kind: 'refused', by: answer };
    sent = received;
  }
  return undefined;
}

/** Sends the part of a blob that begins at `offset`. */
export function sendPart(
  url: string,
  device: PlainDevice,
  bytes: Uint8Array<ArrayBuffer>,
  offset: number,
): Promise<PlainAnswer | undefined> {
  return ask(url, {
    ...of(device),
    method: 'PUT',
    path: `/blobs/${hashOf(bytes)}`,
    body: bytes.subarray(offset, offset + partBytes),
    headers: { 'upload-offset': String(offset), 'upload-length': String(bytes.length) },
  });
}

/** One request to the intake. */
export interface PlainRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below `/api/intake/v1`. */
  readonly path: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a request. Returns undefined without a complete response. Does not follow redirects. */
export async function ask(url: string, request: PlainRequest): Promise<PlainAnswer | undefined> {
  const { method, path, body, token, headers = {} } = request;
  const contentType = typeof body === 'string' ? 'application/json' : 'application/octet-stream';
  try {
    const answer = await fetch(`${url}${intakePath}${path}`, {
      method,
      ...(body === undefined ? {} : { body }),
      headers: { 'content-type': contentType, ...(token && { authorization: `Bearer ${token}` }), ...headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const retryAfter = answer.headers.get('retry-after');
    const wait = retryAfter === null ? {} : { retryAfterS: Number(retryAfter) };
    return { status: answer.status, body: parsed(await answer.text()), ...wait };
  } catch {
    return undefined;
  }
}

function of({ token }: PlainDevice): { readonly token: string } {
  return { token };
}

/** Whether a retry would be useless. */
function isFinal(answer: PlainAnswer | undefined): boolean {
  return (
    answer !== undefined && answer.status >= 400 && answer.status < 500 && ![408, 409, 425, 429].includes(answer.status)
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A field of a JSON object, of any type. */
export function fieldOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null && name in body ? Reflect.get(body, name) : undefined;
}

function textIn(body: unknown, name: string): string | undefined {
  const value = fieldOf(body, name);
  return typeof value === 'string' ? value : undefined;
}

function missingIn(body: unknown): readonly { sha256: string; receivedBytes: number }[] | undefined {
  const missing = fieldOf(body, 'missing');
  if (!Array.isArray(missing)) return undefined;
  return missing.map((entry) => ({
    sha256: textIn(entry, 'sha256') ?? '',
    receivedBytes: Number(fieldOf(entry, 'receivedBytes')),
  }));
}
