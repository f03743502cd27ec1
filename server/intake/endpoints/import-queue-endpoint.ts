import { importAnswerSchema, importLimitBytes } from '../../../src/protocol/intake-records';
import { engineers } from '../../devices/access-policy';
import { withSpooled } from '../../files/spool';
import { streamBody } from '../../http/read-body';
import { importQueue } from '../import-queue';
import { nothing } from './request-schemas';
import { defineEndpoint, type Endpoint } from '../../http/endpoint';

/** `POST /import`. */
export function importQueueEndpoint({ spoolDir }: { readonly spoolDir: string }): Endpoint {
  return defineEndpoint(
    {
      method: 'post',
      path: '/import',
      name: 'importQueue',
      summary: 'Imports the outbox that a device exported as a ZIP file.',
      callers: engineers,
      params: nothing,
      query: nothing,
      headers: nothing,
      body: streamBody('application/zip', importLimitBytes),
      answer: { status: 200, description: 'A receipt or a fault for each change.', schema: importAnswerSchema },
      faults: [],
    },
    ({ caller: { label }, body, requestId }, dependencies) =>
      withSpooled(spoolDir, body, importLimitBytes, (path) => importQueue(dependencies, path, { label, requestId })),
  );
}
