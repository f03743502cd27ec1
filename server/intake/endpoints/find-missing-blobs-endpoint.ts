import { succeed } from '../../../src/domain/result';
import { blobsAnswerSchema, blobsQuestionSchema } from '../../../src/protocol/intake';
import { devices } from '../../devices/access-policy';
import { jsonBody } from '../../http/read-body';
import { findMissing } from '../receive-blobs';
import { nothing } from './request-schemas';
import { defineEndpoint } from '../../http/endpoint';

/** `POST /blobs/missing`. */
export const findMissingBlobsEndpoint = defineEndpoint(
  {
    method: 'post',
    path: '/blobs/missing',
    name: 'findMissingBlobs',
    summary: 'Returns which blobs of this device are missing, and how many bytes of each have arrived.',
    callers: devices,
    params: nothing,
    query: nothing,
    headers: nothing,
    body: jsonBody(blobsQuestionSchema, 256 * 1024),
    answer: {
      status: 200,
      description: 'The blobs to send, each with the offset to continue at.',
      schema: blobsAnswerSchema,
    },
    faults: [],
  },
  async ({ caller, body }, dependencies) => succeed(await findMissing(dependencies, caller.deviceId, body.blobs)),
);
