/**
 * A device that speaks the wire as `docs/adr/0004` says it, written anew for the drills: what the server promises must not
 * depend on the client's own code.
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

/** The server's word, as far as a drill reads it. */
export interface PlainReceipt {
  readonly changeId: string;
  readonly contentHash: string;
  readonly sequence: number;
}

/** An answer with its JSON; `body` is undefined where it is none. */
export interface PlainAnswer {
  readonly status: number;
  readonly body: unknown;
}

const triesAtMost = 400;
const patienceMs = 30_000;
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

/** Pushes a change until its receipt comes, whatever happens on the way. Throws on a refusal that is final. */
export async function pushUntilKept(
  url: string,
  device: PlainDevice,
  change: MadeChange,
  signal?: AbortSignal,
): Promise<PlainReceipt> {
  for (let tries = 0; tries < triesAtMost; tries += 1) {
    const receipt = await pushOnce(url, device, change);
    if (receipt !== undefined) return receipt;
    await pause(pauseMs, undefined, { signal });
  }
  throw new Error(`no receipt of ${change.changeId} after ${triesAtMost} tries`);
}

/** One round: what is missing, its parts, the commit. Undefined where anything but a receipt came of it. */
export async function pushOnce(
  url: string,
  device: PlainDevice,
  change: MadeChange,
): Promise<PlainReceipt | undefined> {
  const question = { blobs: change.blobs.map((bytes) => ({ sha256: hashOf(bytes), bytes: bytes.length })) };
  const answer = await ask(url, {
    ...of(device),
    method: 'POST',
    path: '/blobs/missing',
    body: JSON.stringify(question),
  });
  const missing = missingIn(answer?.body);
  if (answer?.status !== 200 || missing === undefined) {
    refuseFinal(answer);
    return undefined;
  }
  for (const { sha256, receivedBytes } of missing) {
    const bytes = change.blobs.find((blob) => hashOf(blob) === sha256);
    if (bytes === undefined || !(await sendParts(url, device, bytes, receivedBytes))) return undefined;
  }
  return commit(url, device, change);
}

/** Sends a change's text and takes its receipt. */
async function commit(url: string, device: PlainDevice, change: MadeChange): Promise<PlainReceipt | undefined> {
  const { changeId, text } = change;
  const answer = await ask(url, { ...of(device), method: 'PUT', path: `/changes/${changeId}`, body: text });
  const isReceipt =
    answer?.status === 200 &&
    textIn(answer.body, 'changeId') === changeId &&
    textIn(answer.body, 'contentHash') === hashOf(text);
  const sequence = fieldOf(answer?.body, 'sequence');
  if (!isReceipt || typeof sequence !== 'number') {
    refuseFinal(answer);
    return undefined;
  }
  return { changeId, contentHash: hashOf(text), sequence };
}

/** Sends the bytes of a blob from `offset` on. False where it was cut short. */
async function sendParts(
  url: string,
  device: PlainDevice,
  bytes: Uint8Array<ArrayBuffer>,
  offset: number,
): Promise<boolean> {
  let sent = offset;
  while (sent < bytes.length) {
    const answer = await sendPart(url, device, bytes, sent);
    const received = fieldOf(answer?.body, 'receivedBytes');
    if (answer?.status !== 200 || typeof received !== 'number' || received <= sent) return false;
    sent = received;
  }
  return true;
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

/** Sends a request; undefined where no whole answer came. Follows no redirect into a gateway's page. */
export async function ask(url: string, request: PlainRequest): Promise<PlainAnswer | undefined> {
  const { method, path, body, token, headers = {} } = request;
  const contentType = typeof body === 'string' ? 'application/json' : 'application/octet-stream';
  try {
    const answer = await fetch(`${url}${intakePath}${path}`, {
      method,
      ...(body === undefined ? {} : { body }),
      headers: { 'content-type': contentType, ...(token && { authorization: `Bearer ${token}` }), ...headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    return { status: answer.status, body: parsed(await answer.text()) };
  } catch {
    return undefined;
  }
}

function of({ token }: PlainDevice): { readonly token: string } {
  return { token };
}

/** Throws where trying again is useless. */
function refuseFinal(answer: PlainAnswer | undefined): void {
  const isFinal = answer !== undefined && answer.status >= 400 && answer.status < 500;
  if (!isFinal || [408, 409, 425, 429].includes(answer.status)) return;
  throw new Error(`refused for good: ${answer.status} ${JSON.stringify(answer.body)}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A field of a JSON object, of whatever kind it is. */
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
