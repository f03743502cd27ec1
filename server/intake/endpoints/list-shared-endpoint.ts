import * as v from 'valibot';
import { succeed } from '../../../src/domain/result';
import { sharedListSchema } from '../../../src/protocol/shared-list';
import { devicesAndEngineers } from '../../devices/access-policy';
import { noBody } from '../../http/read-body';
import { listShared } from '../list-shared';
import { nothing, pageSchema } from './request-schemas';
import { defineEndpoint } from '../../http/endpoint';

/** `GET /shared`. */
export const listSharedEndpoint = defineEndpoint(
  {
    method: 'get',
    path: '/shared',
    name: 'listShared',
    summary: 'Assets and jobs by the sequence number of their current change. Every device may read them.',
    callers: devicesAndEngineers,
    params: nothing,
    query: v.pick(pageSchema, ['after']),
    headers: nothing,
    body: noBody,
    answer: { status: 200, description: 'A page.', schema: sharedListSchema },
    faults: [],
  },
  async ({ query }, { db }) => succeed(await listShared(db, query.after)),
);
