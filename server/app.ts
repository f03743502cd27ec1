/** The server as an application without a socket: `app.request('/…')` answers in tests. */
import { Hono, type Context } from 'hono';
import { securityHeaders } from './security-headers';
import { serveFile } from './serve-file';
import type { SiteListing } from './site-listing';

/** Paths that are files or interfaces, never pages of the app: a miss there is a plain 404, not the app's HTML. */
const notPages = /^\/(models|assets|icons|samples|api|outputs)(\/|$)/;

/** Serves the built app in `site`. */
export function createApp(site: SiteListing): Hono {
  const app = new Hono();
  app.use(securityHeaders);
  app.get('*', (context) => {
    const { path } = context.req;
    const file = site.get(path === '/' ? '/index.html' : path) ?? pageFor(path, site);
    return file === undefined ? notFound(context) : serveFile(file, headersOf(context));
  });
  app.notFound(notFound);
  return app;
}

/** The app draws its own pages: `/history` is `index.html`. A last segment with a dot is a file that is missing. */
function pageFor(path: string, site: SiteListing) {
  const isPage = !notPages.test(path) && !/\.[^/]*$/.test(path);
  return isPage ? site.get('/index.html') : undefined;
}

function headersOf({ req }: Context) {
  return {
    acceptEncoding: req.header('accept-encoding'),
    ifNoneMatch: req.header('if-none-match'),
    ifRange: req.header('if-range'),
    range: req.header('range'),
  };
}

function notFound(context: Context): Response {
  return context.text('Not found\n', 404);
}
