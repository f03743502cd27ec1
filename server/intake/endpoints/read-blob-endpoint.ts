import * as v from 'valibot';
import { sha256Schema } from '../../../src/domain/common-schemas';
import { devicesAndEngineers } from '../../devices/access-policy';
import { noBody } from '../../http/read-body';
import { blobResponse } from '../blob-response';
import { findBlob } from '../read-stored';
import { nothing } from './request-schemas';
import { defineEndpoint } from '../../http/endpoint';

/** `GET /blobs/{sha256}`. */
export const readBlobEndpoint = defineEndpoint(
  {
    method: 'get',
    path: '/blobs/{sha256}',
    name: 'readBlob',
    summary: 'A complete blob.',
    callers: devicesAndEngineers,
    params: v.object({ sha256: sha256Schema }),
    query: nothing,
    headers: nothing,
    body: noBody,
    answer: {
      status: 200,
      description: 'The bytes.',
      mediaType: 'application/octet-stream',
      respond: (response: Response) => response,
    },
    faults: ['not-found'],
  },
  async ({ caller, params }, dependencies) => {
    const blob = await findBlob(dependencies.db, caller, params.sha256);
    return blob.ok ? blobResponse(dependencies, blob.value) : blob;
  },
);
