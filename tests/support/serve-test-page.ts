/** Serves the built test page (`tests/browser/page`) with the product's server and headers. */
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { installationDir } from '../../node-host/installation';
import { createApp } from '../../server/app';
import { silentLog } from '../../server/http/log';
import { listSite } from '../../server/site/site-listing';

const pageDir = join(installationDir, '.vite/test-page');

serve({ fetch: createApp({ site: await listSite(pageDir), log: silentLog }).fetch, port: Number(process.env['PORT']) });
