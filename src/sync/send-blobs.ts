/** Sends what the server lacks of a change's blobs, in parts, from where it was cut off the last time. */
import type { BlobRef, StorageFault } from '../domain/record';
import { fail, succeed, type Result } from '../domain/result';
import { partBytes } from '../protocol/intake';
import type { DeliveryFault } from './delivery-fault';
import type { IntakeClient } from './intake-client';
import type { BlobStore } from './ports';

/** Why blobs could not be sent. */
export type BlobsFault = DeliveryFault | StorageFault;

/** What sending takes. */
export interface SendBlobsParts {
  readonly intake: IntakeClient;
  readonly blobs: BlobStore;
}

/** Asks what is missing and sends it; a success means that the server has every blob whole. */
export async function sendBlobs(
  token: string,
  refs: readonly BlobRef[],
  parts: SendBlobsParts,
): Promise<Result<void, BlobsFault>> {
  if (refs.length === 0) return succeed(undefined);
  const missing = await parts.intake.missing(token, refs);
  if (!missing.ok) return missing;
  for (const { sha256, receivedBytes } of missing.value) {
    const ref = refs.find((each) => each.sha256 === sha256);
    if (ref === undefined) continue;
    const sent = await sendBlob(token, ref, receivedBytes, parts);
    if (!sent.ok) return sent;
  }
  return succeed(undefined);
}

/** The bytes are read, and checked against their hash, only where the server wants them. */
async function sendBlob(
  token: string,
  ref: BlobRef,
  receivedBytes: number,
  { intake, blobs }: SendBlobsParts,
): Promise<Result<void, BlobsFault>> {
  const read = await blobs.read(ref);
  if (!read.ok) return read;
  const bytes = new Uint8Array(read.value);
  let offset = receivedBytes;
  for (let attempt = 0; attempt < mostParts(ref); attempt += 1) {
    // An empty last part asks a server that has every byte whether it has put them together.
    const part = bytes.subarray(offset, offset + partBytes);
    const answer = await intake.putPart(token, { ref, offset, bytes: part });
    if (answer.ok && answer.value.isWhole) return succeed(undefined);
    const next = answer.ok ? answer.value.receivedBytes : wantedOffset(answer.fault);
    if (next === undefined) return answer.ok ? succeed(undefined) : answer;
    offset = next;
  }
  return fail({ kind: 'try-later', status: 409 });
}

/** Twice as many as needed: another tab or another copy of the server may be a part ahead or behind. */
function mostParts({ bytes }: BlobRef): number {
  return 2 * Math.ceil(bytes / partBytes) + 4;
}

/** Where the server wants us to go on; undefined where the fault is another one. */
function wantedOffset(fault: DeliveryFault): number | undefined {
  return fault.kind === 'refused' && fault.fault.kind === 'wrong-offset' ? fault.fault.receivedBytes : undefined;
}
