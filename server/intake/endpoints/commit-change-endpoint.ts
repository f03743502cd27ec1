import * as v from 'valibot';
import { sentChangeSchema } from '../../../src/protocol/change';
import { changeLimitBytes } from '../../../src/domain/change';
import { receiptSchema } from '../../../src/protocol/intake';
import { devices } from '../../devices/access-policy';
import { bytesBody } from '../../http/read-body';
import { commitChange } from '../commit-change';
import { lowerId, nothing } from './request-schemas';
import { defineEndpoint } from '../../http/endpoint';

/** `PUT /changes/{changeId}`. */
export const commitChangeEndpoint = defineEndpoint(
  {
    method: 'put',
    path: '/changes/{changeId}',
    name: 'commitChange',
    summary: 'Stores a change whose blobs are all complete. A repeated request gets the same receipt.',
    callers: devices,
    params: v.object({ changeId: lowerId }),
    query: nothing,
    headers: nothing,
    body: bytesBody('application/json', changeLimitBytes, sentChangeSchema),
    answer: { status: 200, description: 'The receipt.', schema: receiptSchema },
    faults: ['blobs-missing', 'other-content', 'not-yours', 'not-what-it-says'],
  },
  ({ caller: { deviceId }, params, body, requestId }, dependencies) =>
    commitChange(dependencies, {
      changeId: params.changeId,
      bytes: body,
      deliverer: { kind: 'device', deviceId },
      requestId,
    }),
);
