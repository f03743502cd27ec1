/** Serves the built test page (`tests/browser/page`) by the product's own server, under the product's own headers. */
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createApp } from '../../server/app';
import { silentLog } from '../../server/http/log';
import { listSite } from '../../server/site/site-listing';

const pageDir = join(import.meta.dirname, '../../.vite/test-page');

serve({ fetch: createApp({ site: await listSite(pageDir), log: silentLog }).fetch, port: Number(process.env['PORT']) });
