/** The intake API, endpoint by endpoint. The router and the OpenAPI document are both made from this list. */
import * as v from 'valibot';
import { idSchema, sha256Schema } from '../../src/domain/common-schemas';
import { blobLimitBytes } from '../../src/domain/record';
import {
  blobsAnswerSchema,
  blobsQuestionSchema,
  changeLimitBytes,
  changeSchema,
  deviceTokenSchema,
  partAnswerSchema,
  partBytes,
  receiptSchema,
} from '../../src/protocol/intake';
import {
  importAnswerSchema,
  importLimitBytes,
  storedRecordSchema,
  storedRecordsSchema,
  registrationRequestSchema,
} from '../../src/protocol/intake-records';
import { fail, succeed } from '../../src/domain/result';
import { anyone, devices, engineers, everybody } from '../devices/access-policy';
import { registerDevice } from '../devices/devices';
import { isSameSecret } from '../devices/tokens';
import { defineEndpoint, type Endpoint } from '../http/endpoint';
import { bytesBody, jsonBody, noBody, streamBody } from '../http/read-body';
import { blobResponse } from './blob-response';
import { commitChange } from './commit-change';
import { importQueue } from './import-queue';
import { findBlob, listRecords, readChangeText, readRecord } from './read-stored';
import { findMissing, receivePart } from './receive-blobs';
import { withSpooled } from '../files/spool';

/** What of the settings the intake needs. */
export interface IntakeSettings {
  readonly registrationCode: string | undefined;
  /** Where imports lie while they are read. */
  readonly spoolDir: string;
}

const nothing = v.object({});
const lowerId = v.pipe(idSchema, v.toLowerCase());
const wholeText = (max: number) =>
  v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'a whole number'), v.transform(Number), v.maxValue(max, `at most ${max}`));
const pageSchema = v.object({
  after: v.optional(wholeText(Number.MAX_SAFE_INTEGER), '0'),
  limit: v.optional(v.pipe(wholeText(1000), v.minValue(1, 'at least 1')), '100'),
});
const partHeaders = v.object({
  'upload-offset': wholeText(blobLimitBytes),
  'upload-length': v.pipe(wholeText(blobLimitBytes), v.minValue(1, 'at least 1')),
  'content-type': v.optional(v.string()),
});

/** All endpoints. */
export function intakeEndpoints({ registrationCode, spoolDir }: IntakeSettings): readonly Endpoint[] {
  return [
    defineEndpoint(
      {
        method: 'post',
        path: '/devices',
        name: 'registerDevice',
        summary: 'Registers a device. May be repeated until its token is used for the first time.',
        callers: anyone,
        params: nothing,
        query: nothing,
        headers: nothing,
        body: jsonBody(registrationRequestSchema, 4096),
        answer: { status: 201, words: 'The token, shown this once.', schema: deviceTokenSchema },
        faults: ['already-registered', 'token-revoked', 'not-allowed'],
      },
      async ({ body, requestId }, { db, now }) => {
        const isAllowed = registrationCode === undefined || isSameSecret(body.registrationCode ?? '', registrationCode);
        if (!isAllowed) return fail({ kind: 'not-allowed' });
        return registerDevice(db, body, { at: new Date(now()), requestId });
      },
    ),
    defineEndpoint(
      {
        method: 'post',
        path: '/blobs/missing',
        name: 'findMissingBlobs',
        summary: 'Tells which blobs the server lacks from this device, and how much of each has arrived.',
        callers: devices,
        params: nothing,
        query: nothing,
        headers: nothing,
        body: jsonBody(blobsQuestionSchema, 256 * 1024),
        answer: { status: 200, words: 'The blobs to send, with the offset to go on from.', schema: blobsAnswerSchema },
        faults: [],
      },
      async ({ caller, body }, dependencies) => succeed(await findMissing(dependencies, caller.deviceId, body.blobs)),
    ),
    defineEndpoint(
      {
        method: 'put',
        path: '/blobs/{sha256}',
        name: 'sendBlobPart',
        summary: 'Takes the next part of a blob. A content type image/… is compared with what arrived.',
        callers: devices,
        params: v.object({ sha256: sha256Schema }),
        query: nothing,
        headers: partHeaders,
        body: bytesBody('application/octet-stream', partBytes),
        answer: { status: 200, words: 'How much there is now.', schema: partAnswerSchema },
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
    ),
    defineEndpoint(
      {
        method: 'get',
        path: '/blobs/{sha256}',
        name: 'readBlob',
        summary: 'A whole blob.',
        callers: everybody,
        params: v.object({ sha256: sha256Schema }),
        query: nothing,
        headers: nothing,
        body: noBody,
        answer: {
          status: 200,
          words: 'The bytes.',
          mediaType: 'application/octet-stream',
          respond: (response: Response) => response,
        },
        faults: ['not-found'],
      },
      async ({ caller, params }, dependencies) => {
        const blob = await findBlob(dependencies.db, caller, params.sha256);
        return blob.ok ? blobResponse(dependencies, blob.value) : blob;
      },
    ),
    defineEndpoint(
      {
        method: 'put',
        path: '/changes/{changeId}',
        name: 'commitChange',
        summary: 'Keeps a change whose blobs are all whole. Sent again, it gets the first receipt again.',
        callers: devices,
        params: v.object({ changeId: lowerId }),
        query: nothing,
        headers: nothing,
        body: bytesBody('application/json', changeLimitBytes, changeSchema),
        answer: { status: 200, words: 'The receipt.', schema: receiptSchema },
        faults: ['blobs-missing', 'other-content', 'not-yours', 'not-what-it-says'],
      },
      ({ caller: { deviceId }, params, body, requestId }, dependencies) =>
        commitChange(dependencies, {
          changeId: params.changeId,
          bytes: body,
          deliverer: { kind: 'device', deviceId },
          requestId,
        }),
    ),
    defineEndpoint(
      {
        method: 'get',
        path: '/changes/{changeId}',
        name: 'readChange',
        summary: 'The text of a change, byte for byte as it arrived.',
        callers: everybody,
        params: v.object({ changeId: lowerId }),
        query: nothing,
        headers: nothing,
        body: noBody,
        answer: { status: 200, words: 'The text.', mediaType: 'application/json', respond: answerText },
        faults: ['not-found'],
      },
      ({ caller, params }, { db }) => readChangeText(db, caller, params.changeId),
    ),
    defineEndpoint(
      {
        method: 'get',
        path: '/records',
        name: 'listRecords',
        summary: 'Records by the sequence number of the change that counts.',
        callers: everybody,
        params: nothing,
        query: pageSchema,
        headers: nothing,
        body: noBody,
        answer: { status: 200, words: 'A page.', schema: storedRecordsSchema },
        faults: [],
      },
      async ({ caller, query }, { db }) => succeed(await listRecords(db, caller, query)),
    ),
    defineEndpoint(
      {
        method: 'get',
        path: '/records/{recordId}',
        name: 'readRecord',
        summary: 'One record with all its versions.',
        callers: everybody,
        params: v.object({ recordId: lowerId }),
        query: nothing,
        headers: nothing,
        body: noBody,
        answer: { status: 200, words: 'The record.', schema: storedRecordSchema },
        faults: ['not-found'],
      },
      ({ caller, params }, { db }) => readRecord(db, caller, params.recordId),
    ),
    defineEndpoint(
      {
        method: 'post',
        path: '/import',
        name: 'importQueue',
        summary: 'Takes the queue that a device exported as a ZIP.',
        callers: engineers,
        params: nothing,
        query: nothing,
        headers: nothing,
        body: streamBody('application/zip', importLimitBytes),
        answer: { status: 200, words: 'A receipt or a reason for each change.', schema: importAnswerSchema },
        faults: [],
      },
      ({ caller: { label }, body, requestId }, dependencies) =>
        withSpooled(spoolDir, body, importLimitBytes, (path) => importQueue(dependencies, path, { label, requestId })),
    ),
  ];
}

function answerText(text: string): Response {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  return new Response(text, { headers });
}
