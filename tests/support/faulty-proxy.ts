/** A proxy between device and server that injects network faults. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultPlan, NetworkFault } from './network-fault';
import { forward, relay, sendPart, type HeldRequest, type Origin } from './proxy-forward';

/** A running proxy. */
export interface FaultyProxy {
  readonly url: string;
  /** Replaces the plan. */
  readonly setPlan: (plan: FaultPlan) => void;
  /** Sends further requests to another address: the other copy behind a balancer. */
  readonly setTarget: (target: string) => void;
  /** The number of requests per kind of fault. */
  readonly counts: () => Readonly<Record<string, number>>;
  /** Resolves when every planned replay has been sent. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Listens on a free port and forwards requests to `target` with the faults of `plan`. */
export async function startFaultyProxy(target: string, plan: FaultPlan, port = 0): Promise<FaultyProxy> {
  const origin = { target };
  const state = { plan, ordinal: 0 };
  const counts: Record<string, number> = {};
  const later = new Set<Promise<unknown>>();
  const server = createServer((incoming, outgoing) => {
    void hold(incoming).then(async (request) => {
      if (request === undefined) return;
      state.ordinal += 1;
      const { method, path, body } = request;
      const fault = state.plan({ ordinal: state.ordinal, method, path, bodyBytes: body.length });
      counts[fault.kind] = (counts[fault.kind] ?? 0) + 1;
      await applyFault(fault, request, { origin, outgoing, later }).catch(() => outgoing.destroy());
    });
  });
  // Only the plan breaks connections: Node would close an idle one after 5 s, perhaps while the device sends a request on it.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    setPlan: (next) => (state.plan = next),
    setTarget: (next) => (origin.target = next),
    counts: () => ({ ...counts }),
    settled: async () => {
      while (later.size > 0) await Promise.all(later);
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The complete request, or undefined if the device disconnected in the middle. */
async function hold(incoming: IncomingMessage): Promise<HeldRequest | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
  } catch {
    return undefined;
  }
  const { method = 'GET', url = '/', headers } = incoming;
  return { method, path: url, headers, body: Buffer.concat(chunks) };
}

interface FaultContext {
  readonly origin: Origin;
  readonly outgoing: ServerResponse;
  /** Work after the response: replays. */
  readonly later: Set<Promise<unknown>>;
}

// One case per fault.
// oxlint-disable-next-line complexity
async function applyFault(fault: NetworkFault, request: HeldRequest, context: FaultContext): Promise<void> {
  const { origin, outgoing } = context;
  switch (fault.kind) {
    case 'none':
      return relay(await forward(origin, request), outgoing);
    case 'cut-request':
      await sendPart(origin, request, fault.share);
      outgoing.destroy();
      return;
    case 'lose-answer':
      await forward(origin, request);
      outgoing.destroy();
      return;
    case 'cut-answer':
      return relay(await forward(origin, request), outgoing, 'half');
    case 'refuse': {
      refuse(outgoing, fault.status, fault.retryAfterS);
      return;
    }
    case 'portal': {
      answerPage(outgoing);
      return;
    }
    case 'redirect': {
      redirect(request, outgoing);
      return;
    }
    case 'friendly-json': {
      answerJson(outgoing);
      return;
    }
    case 'slow':
      return slowly(fault, request, context);
    case 'twice':
      return twice(fault.manner, request, context);
    case 'overtaken':
      await pause(fault.forMs);
      return relay(await forward(origin, request), outgoing);
    case 'replayed-later':
      replayLater(fault.afterMs, request, context);
      return relay(await forward(origin, request), outgoing);
  }
}

function refuse(outgoing: ServerResponse, status: number, retryAfterS: number | undefined): void {
  outgoing.writeHead(status, retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) });
  outgoing.end('a balancer is not at its best');
}

const portalPath = '/captive-portal';

function answerPage(outgoing: ServerResponse): void {
  outgoing.writeHead(200, { 'content-type': 'text/html' });
  outgoing.end('<!doctype html><title>Welcome</title><p>Accept our terms to go online.</p>');
}

/** The gateway's page is at the proxy's address, so that a client that follows the redirect gets a 200. */
function redirect(request: HeldRequest, outgoing: ServerResponse): void {
  if (request.path === portalPath) {
    answerPage(outgoing);
    return;
  }
  outgoing.writeHead(302, { location: portalPath });
  outgoing.end();
}

function answerJson(outgoing: ServerResponse): void {
  outgoing.writeHead(200, { 'content-type': 'application/json' });
  outgoing.end('{"status":"ok"}');
}

async function slowly(
  { way, forMs }: Extract<NetworkFault, { kind: 'slow' }>,
  request: HeldRequest,
  { origin, outgoing }: FaultContext,
): Promise<void> {
  if (way === 'answer') return relay(await forward(origin, request), outgoing, 'whole', forMs);
  return relay(await forward(origin, request, forMs), outgoing);
}

async function twice(
  manner: 'together' | 'one-after-the-other',
  request: HeldRequest,
  { origin, outgoing }: FaultContext,
): Promise<void> {
  if (manner === 'one-after-the-other') {
    await forward(origin, request);
    return relay(await forward(origin, request), outgoing);
  }
  const [, second] = await Promise.all([forward(origin, request), forward(origin, request)]);
  return relay(second, outgoing);
}

/** A replay to a stopped server is lost: nobody waits for its response. */
function replayLater(afterMs: number, request: HeldRequest, { origin, later }: FaultContext): void {
  const replay: Promise<unknown> = pause(afterMs)
    .then(() => forward(origin, request))
    .catch(() => undefined)
    .finally(() => later.delete(replay));
  later.add(replay);
}
