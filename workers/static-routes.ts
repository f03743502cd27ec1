/**
 * Static routes: the browser reads the built files from the cache itself. A page starts sooner, and a worker that the browser ends during the start
 * breaks no request. What is not in the cache is requested from the server. A browser without them, or one that refuses these, asks the worker (OFF-22).
 */
interface RouteOptions {
  readonly cacheName: string;
  /** A `URLPattern` of paths. */
  readonly patternOf: (pathname: string) => object;
}

/** TypeScript has no types for the Static Routing API (WICG) of the install event. */
interface RoutedInstallEvent {
  readonly addRoutes: (routes: readonly object[]) => Promise<void>;
}

/** Never rejects: the worker would not be installed, and the app would not work offline. */
export async function addStaticRoutes(event: object, { cacheName, patternOf }: RouteOptions): Promise<void> {
  if (!hasRoutes(event)) return;
  const route = (pathname: string, source: string | object) => ({
    condition: { urlPattern: patternOf(pathname), requestMethod: 'GET' },
    source,
  });
  try {
    await event.addRoutes([
      // Kept in the other cache, with their first use.
      ...['webgpu', 'asyncify', 'jsep'].map((name) => route(`/assets/*${name}*`, 'fetch-event')),
      route('/assets/*.*', { cacheName }),
    ]);
  } catch {
    // Another version of the interface: the worker answers.
  }
}

function hasRoutes(event: object): event is RoutedInstallEvent {
  return 'addRoutes' in event;
}
