import * as v from 'valibot';
import { sha256Schema } from '../../../src/domain/common-schemas';
import { partAnswerSchema, partBytes } from '../../../src/protocol/intake';
import { devices } from '../../devices/access-policy';
import { bytesBody } from '../../http/read-body';
import { receivePart } from '../receive-blobs';
import { nothing, partHeaders } from './request-schemas';
import { defineEndpoint } from '../../http/endpoint';

/** `PUT /blobs/{sha256}`. */
export const sendBlobPartEndpoint = defineEndpoint(
  {
    method: 'put',
    path: '/blobs/{sha256}',
    name: 'sendBlobPart',
    summary: 'Stores the next part of a blob. A content type image/… is compared with the content.',
    callers: devices,
    params: v.object({ sha256: sha256Schema }),
    query: nothing,
    headers: partHeaders,
    body: bytesBody('application/octet-stream', partBytes),
    answer: { status: 200, description: 'The number of bytes stored so far.', schema: partAnswerSchema },
    faults: ['wrong-offset', 'wrong-hash', 'not-what-it-says'],
  },
  ({ caller, params, headers, body }, dependencies) =>
    receivePart(
      dependencies,
      {
        owner: caller.deviceId,
        sha256: params.sha256,
        offset: headers['upload-offset'],
        totalBytes: headers['upload-length'],
        content: body,
      },
      headers['content-type'],
    ),
);
