import * as v from 'valibot';
import { devicesAndEngineers } from '../../devices/access-policy';
import { noBody } from '../../http/read-body';
import { readChangeText } from '../read-stored';
import { lowerId, nothing } from './request-schemas';
import { defineEndpoint } from '../../http/endpoint';

/** `GET /changes/{changeId}`. */
export const readChangeEndpoint = defineEndpoint(
  {
    method: 'get',
    path: '/changes/{changeId}',
    name: 'readChange',
    summary: 'The text of a change, byte for byte as it arrived.',
    callers: devicesAndEngineers,
    params: v.object({ changeId: lowerId }),
    query: nothing,
    headers: nothing,
    body: noBody,
    answer: { status: 200, description: 'The text.', mediaType: 'application/json', respond: answerText },
    faults: ['not-found'],
  },
  ({ caller, params }, { db }) => readChangeText(db, caller, params.changeId),
);

function answerText(text: string): Response {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  return new Response(text, { headers });
}
