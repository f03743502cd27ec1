/** An in-memory model of the intake API (`docs/adr/0004`), with the faults that a test chooses. */
import { formatReading } from '../../src/domain/hybrid-clock';
import { parseChange } from '../../src/protocol/change';
import { intakePath } from '../../src/protocol/intake';
import { sha256 } from '../../src/platform/sha256';
import type { SendRequest } from '../../src/sync/dependencies';

/** A request as the server sees it. `path` comes without the prefix of the API. */
export interface ModelRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** A fault: a response instead of the server's, or a cut before or after the server has done its work. */
type InjectedFault = 'cut-before' | 'cut-after' | Response;

/** A change that the server stores. */
interface StoredChange {
  readonly text: string;
  readonly contentHash: string;
  readonly sequence: number;
}

const encoder = new TextEncoder();

/** A server without a socket. */
export class ModelIntake {
  readonly changes = new Map<string, StoredChange>();
  readonly blobs = new Map<string, { bytes: Uint8Array; isWhole: boolean }>();
  readonly requests: ModelRequest[] = [];
  readonly tokens = new Set(['t'.repeat(43)]);
  /** Called before each request; undefined means no fault. */
  fault: (request: ModelRequest) => InjectedFault | undefined = () => undefined;

  readonly send: SendRequest = async (path, { method, headers, body }) => {
    const bytes = typeof body === 'object' ? body.slice() : encoder.encode(body);
    const request = { method, path: path.slice(intakePath.length), headers, body: bytes };
    this.requests.push(request);
    const fault = this.fault(request);
    if (fault instanceof Response) return fault;
    if (fault === 'cut-before') throw new TypeError('fetch failed');
    const answer = await this.#answer(request);
    if (fault === 'cut-after') throw new TypeError('terminated');
    return answer;
  };

  /** The requests so far, as `PUT /changes/…`. */
  log(): readonly string[] {
    return this.requests.map(({ method, path }) => `${method} ${path}`);
  }

  async #answer(request: ModelRequest): Promise<Response> {
    const [, kind, name = ''] = /^\/(devices|blobs\/missing|blobs|changes)(?:\/([\w-]+))?$/.exec(request.path) ?? [];
    if (kind === 'devices') return json({ deviceId: fieldOf(request.body, 'deviceId'), token: 't'.repeat(43) }, 201);
    const token = (request.headers['authorization'] ?? '').replace(/^Bearer /, '');
    if (!this.tokens.has(token)) return refuse(401, { kind: 'token-revoked' });
    if (kind === 'blobs/missing') return this.#missing(request.body);
    if (kind === 'blobs') return this.#takePart(name, request);
    return kind === 'changes' ? this.#commit(name, request.body) : refuse(404, { kind: 'not-found' });
  }

  #missing(body: Uint8Array): Response {
    const asked = fieldOf(body, 'blobs') as readonly { readonly sha256: string }[];
    return json({ missing: this.#lacking(asked) });
  }

  #lacking(refs: readonly { readonly sha256: string }[]) {
    const lacking = refs.filter((ref) => this.blobs.get(ref.sha256)?.isWhole !== true);
    return lacking.map((ref) => ({
      sha256: ref.sha256,
      receivedBytes: this.blobs.get(ref.sha256)?.bytes.byteLength ?? 0,
    }));
  }

  async #takePart(name: string, { headers, body }: ModelRequest): Promise<Response> {
    const known = this.blobs.get(name)?.bytes ?? new Uint8Array();
    const offset = Number(headers['upload-offset']);
    if (offset !== known.byteLength) {
      return refuse(409, { kind: 'wrong-offset', receivedBytes: known.byteLength });
    }
    const bytes = new Uint8Array([...known, ...body]);
    const isWhole = bytes.byteLength === Number(headers['upload-length']);
    if (isWhole && (await sha256(bytes.buffer)) !== name) {
      this.blobs.delete(name);
      return refuse(422, { kind: 'wrong-hash', found: await sha256(bytes.buffer) });
    }
    this.blobs.set(name, { bytes, isWhole });
    return json({ sha256: name, receivedBytes: bytes.byteLength, isWhole });
  }

  async #commit(changeId: string, body: Uint8Array<ArrayBuffer>): Promise<Response> {
    const text = new TextDecoder().decode(body);
    const contentHash = await sha256(body.buffer);
    const change = parseChange(JSON.parse(text));
    if (change === undefined) return refuse(400, { kind: 'not-valid', at: 'body', wanted: 'a change' });
    const known = this.changes.get(changeId);
    if (known !== undefined && known.contentHash !== contentHash) {
      return refuse(409, { kind: 'other-content', contentHash: known.contentHash });
    }
    const missing = this.#lacking(change.blobs);
    if (known === undefined && missing.length > 0) return refuse(409, { kind: 'blobs-missing', missing });
    const kept = known ?? { text, contentHash, sequence: this.changes.size + 1 };
    this.changes.set(changeId, kept);
    return json(receiptOf(changeId, kept));
  }
}

/** The receipt of a stored change, with a constant time. */
export function receiptOf(changeId: string, { contentHash, sequence }: Omit<StoredChange, 'text'>) {
  const serverClock = formatReading({ wallMs: Date.UTC(2026, 10, 21), counter: sequence, device: 'server' });
  return { changeId, contentHash, sequence, receivedAt: '2026-11-21T00:00:00.000Z', serverClock };
}

/** A JSON answer. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json', ...headers } });
}

/** A refusal in the intake's form. */
export function refuse(status: number, fault: Readonly<Record<string, unknown>>, headers = {}): Response {
  return json({ fault, error: 'in words' }, status, headers);
}

/** The response of a captive portal to every request. */
export function portalPage(status = 200): Response {
  return new Response('<!doctype html><title>Welcome</title>', { status, headers: { 'content-type': 'text/html' } });
}

function fieldOf(body: Uint8Array, name: string): unknown {
  const value: unknown = JSON.parse(new TextDecoder().decode(body));
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
