/** Observes the requests of the app to tell whether the server can be reached: `navigator.onLine` is wrong both ways. */
import { disconnection, reduceNetwork, type NetworkEvent, type NetworkState } from '../domain/network-state';
import { createObservable } from '../domain/observable';

export interface NetworkMonitorDependencies {
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  readonly reportsOnline: () => boolean;
  readonly metered: () => NetworkState['metered'];
  /** Calls back when the browser reports that the network came or went. */
  readonly onReported: (listener: () => void) => void;
  /** Calls back when the page becomes visible. */
  readonly onVisible: (listener: () => void) => void;
  readonly isVisible: () => boolean;
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  /** A small file of the server, fetched to find out whether it can be reached. */
  readonly probePath: string;
}

/** While the server cannot be reached, it is asked this often if the page is visible. */
const probeEveryMs = 30_000;

export type NetworkMonitor = ReturnType<typeof createNetworkMonitor>;

/** A monitor of the requests that are made with its `fetch`. */
export function createNetworkMonitor(dependencies: NetworkMonitorDependencies) {
  const { fetch, reportsOnline, metered, schedule, isVisible } = dependencies;
  const network = createObservable(
    reduceNetwork({ reportsOnline: true, contact: 'unknown' }, { kind: 'reported', reportsOnline: reportsOnline() }),
  );
  let cancelProbe = (): void => undefined;

  function send(event: NetworkEvent): void {
    const before = network.read();
    const after = reduceNetwork(before, event);
    if (after !== before) network.write(after);
    scheduleProbe();
  }

  function scheduleProbe(): void {
    cancelProbe();
    if (disconnection(network.read()) !== undefined) cancelProbe = schedule(() => void probe(), probeEveryMs);
  }

  async function observed(path: string, init?: RequestInit): Promise<Response> {
    try {
      const response = await fetch(path, init);
      send({
        kind: 'answered',
        status: response.status,
        contentType: response.headers.get('content-type') ?? '',
        isRedirect: response.type === 'opaqueredirect',
      });
      return response;
    } catch (error) {
      // `fetch` rejects with a `TypeError` for every kind of missing connection. An abort by the app shows nothing.
      if (error instanceof TypeError || isTimeout(error)) send({ kind: 'unanswered' });
      throw error;
    }
  }

  async function probe(): Promise<void> {
    if (!isVisible()) return;
    try {
      await observed(dependencies.probePath, { cache: 'no-store', redirect: 'manual' });
    } catch {
      // Observed above.
    }
  }

  dependencies.onReported(() => {
    send({ kind: 'reported', reportsOnline: reportsOnline() });
    void probe();
  });
  dependencies.onVisible(() => {
    if (disconnection(network.read()) !== undefined) void probe();
  });
  if (disconnection(network.read()) !== undefined) void probe();

  return {
    fetch: observed,
    /** What is known of the connection, for deciding whether to send. */
    state: (): NetworkState => {
      const { reportsOnline: isReported, contact } = network.read();
      return { isOnline: isReported || contact === 'reached', metered: metered() };
    },
    /** Why the server cannot be reached, as far as is known. */
    disconnection: () => disconnection(network.read()),
    subscribe: network.subscribe,
  };
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}
