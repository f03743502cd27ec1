/** The built app as a sub-application: files, and the app's shell for its own pages. */
import { Hono, type Context } from 'hono';
import { serveFile } from './serve-file';
import type { SiteListing } from './site-listing';

/**
 * Paths that are files or interfaces, never pages of the app: a miss there is a plain 404, not the app's HTML. `/assets` is not among them: it is a page,
 * and the built files under it have a dot in their names.
 */
const notPages = /^\/(models|icons|samples|api|outputs|office|health|metrics)(\/|$)/;

/** Serves the files of `site`. */
export function createSite(site: SiteListing): Hono {
  const app = new Hono();
  app.get('*', (context) => {
    const { path } = context.req;
    const file = site.get(path === '/' ? '/index.html' : path) ?? pageFor(path, site);
    return file === undefined ? context.notFound() : serveFile(file, headersOf(context));
  });
  return app;
}

/** The app draws its own pages: `/history` is `index.html`. A last segment with a dot is a file that is missing. */
function pageFor(path: string, site: SiteListing) {
  const isPage = !notPages.test(path) && !/\.[^/]*$/.test(path);
  return isPage ? site.get('/index.html') : undefined;
}

function headersOf({ req }: Context) {
  return {
    method: req.method,
    acceptEncoding: req.header('accept-encoding'),
    ifNoneMatch: req.header('if-none-match'),
    ifRange: req.header('if-range'),
    range: req.header('range'),
  };
}
