/** The server side of the proxy: complete requests, partial requests, and trickles. */
import { request as httpRequest, Agent, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { ClientRequest, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** Where the requests go now. */
export interface Origin {
  target: string;
}

/** A request as the proxy took it from the device. */
export interface HeldRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The server's whole answer. */
export interface HeldAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const keptConnections = new Agent({ keepAlive: true });
const trickleSteps = 5;

/**
 * Sends the request and reads the complete response. With `overMs`, the body trickles for that time. If a kept connection
 * breaks before a response, the server had closed it: the request is sent again on a new one, as browsers do.
 * Faults come from the plan only.
 */
export async function forward(origin: Origin, held: HeldRequest, overMs = 0): Promise<HeldAnswer> {
  const first = open(origin, held, keptConnections);
  const answer = await exchange(first, held, overMs).catch((error: unknown) => {
    if (!first.reusedSocket) throw error;
    return exchange(open(origin, held, false), held, overMs);
  });
  return readWhole(answer);
}

/** Sends the request. Returns the response when it begins. */
async function exchange(request: ClientRequest, { body }: HeldRequest, overMs: number): Promise<IncomingMessage> {
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', reject);
  });
  await Promise.race([trickle(request, body, overMs), answered]);
  request.end();
  return answered;
}

async function readWhole(answer: IncomingMessage): Promise<HeldAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return { status: answer.statusCode ?? 502, headers: answer.headers, body: Buffer.concat(chunks) };
}

/** Sends the head and `share` of the body, then breaks the connection. */
export async function sendPart(origin: Origin, held: HeldRequest, share: number): Promise<void> {
  const request = open(origin, held, false);
  request.on('error', () => undefined);
  const part = held.body.subarray(0, Math.floor(held.body.length * Math.min(share, 0.999)));
  request.flushHeaders();
  await new Promise<void>((resolve) => request.write(part.length > 0 ? part : Buffer.alloc(0), () => resolve()));
  request.destroy();
}

/** Sends the response to the device: complete, or half and a broken connection; slowly over `overMs`. */
export async function relay(
  { status, headers, body }: HeldAnswer,
  outgoing: ServerResponse,
  share: 'whole' | 'half' = 'whole',
  overMs = 0,
): Promise<void> {
  outgoing.writeHead(status, { ...withoutHop(headers), 'content-length': String(body.length) });
  if (share === 'half') {
    outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.destroy());
    return;
  }
  await trickle(outgoing, body, overMs);
  outgoing.end();
}

/** `agent`: false for a separate connection. */
function open({ target }: Origin, { method, path, headers, body }: HeldRequest, agent: Agent | false): ClientRequest {
  const { hostname, port } = new URL(target);
  return httpRequest({
    method,
    path,
    hostname,
    port,
    agent,
    headers: { ...withoutHop(headers), 'content-length': body.length },
  });
}

/** Headers of a single connection (hop-by-hop) are not passed on. */
function withoutHop(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const ofOneHop = ['connection', 'keep-alive', 'transfer-encoding'];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ofOneHop.includes(name)));
}

async function trickle(stream: ClientRequest | ServerResponse, body: Buffer, overMs: number): Promise<void> {
  const steps = overMs > 0 ? trickleSteps : 1;
  const stepBytes = Math.ceil(body.length / steps);
  for (let step = 0; step < steps; step += 1) {
    if (overMs > 0) await pause(overMs / steps);
    const part = body.subarray(step * stepBytes, (step + 1) * stepBytes);
    if (part.length > 0) stream.write(part);
  }
}
