import * as v from 'valibot';
import { storedRecordSchema } from '../../../src/protocol/intake-records';
import { devicesAndEngineers } from '../../devices/access-policy';
import { noBody } from '../../http/read-body';
import { readRecord } from '../read-stored';
import { lowerId, nothing } from './request-schemas';
import { defineEndpoint } from '../../http/endpoint';

/** `GET /records/{recordId}`. */
export const readRecordEndpoint = defineEndpoint(
  {
    method: 'get',
    path: '/records/{recordId}',
    name: 'readRecord',
    summary: 'One record with all its versions.',
    callers: devicesAndEngineers,
    params: v.object({ recordId: lowerId }),
    query: nothing,
    headers: nothing,
    body: noBody,
    answer: { status: 200, description: 'The record.', schema: storedRecordSchema },
    faults: ['not-found'],
  },
  ({ caller, params }, { db }) => readRecord(db, caller, params.recordId),
);
