import { succeed } from '../../../src/domain/result';
import { storedRecordsSchema } from '../../../src/protocol/intake-records';
import { devicesAndEngineers } from '../../devices/access-policy';
import { noBody } from '../../http/read-body';
import { listRecords } from '../read-stored';
import { nothing, pageSchema } from './request-schemas';
import { defineEndpoint } from '../../http/endpoint';

/** `GET /records`. */
export const listRecordsEndpoint = defineEndpoint(
  {
    method: 'get',
    path: '/records',
    name: 'listRecords',
    summary: 'Records by the sequence number of their current change.',
    callers: devicesAndEngineers,
    params: nothing,
    query: pageSchema,
    headers: nothing,
    body: noBody,
    answer: { status: 200, description: 'A page.', schema: storedRecordsSchema },
    faults: [],
  },
  async ({ caller, query }, { db }) => succeed(await listRecords(db, caller, query)),
);
