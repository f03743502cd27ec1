/** The endpoints of the intake. The router and the OpenAPI document are both made from this list. */
import type { Endpoint } from '../http/endpoint';
import { registerDeviceEndpoint } from './endpoints/register-device-endpoint';
import { findMissingBlobsEndpoint } from './endpoints/find-missing-blobs-endpoint';
import { sendBlobPartEndpoint } from './endpoints/send-blob-part-endpoint';
import { readBlobEndpoint } from './endpoints/read-blob-endpoint';
import { commitChangeEndpoint } from './endpoints/commit-change-endpoint';
import { readChangeEndpoint } from './endpoints/read-change-endpoint';
import { listRecordsEndpoint } from './endpoints/list-records-endpoint';
import { listSharedEndpoint } from './endpoints/list-shared-endpoint';
import { readRecordEndpoint } from './endpoints/read-record-endpoint';
import { importQueueEndpoint } from './endpoints/import-queue-endpoint';

/** The settings that the intake needs. */
export interface IntakeSettings {
  readonly registrationCode: string | undefined;
  /** Folder of imports while they are read. */
  readonly spoolDir: string;
}

/** All endpoints. */
export function intakeEndpoints(settings: IntakeSettings): readonly Endpoint[] {
  return [
    registerDeviceEndpoint(settings),
    findMissingBlobsEndpoint,
    sendBlobPartEndpoint,
    readBlobEndpoint,
    commitChangeEndpoint,
    readChangeEndpoint,
    listRecordsEndpoint,
    readRecordEndpoint,
    listSharedEndpoint,
    importQueueEndpoint(settings),
  ];
}
