/** Generated changes: valid on the wire, each with unique texts and blobs. */
import type { InspectionRecord } from '../../../src/domain/record';
import type { Change } from '../../../src/protocol/change';
import { partBytes } from '../../../src/protocol/intake';
import { madeProvenance, madeTimings, makeGrade } from '../../support/record-parts';
import { randomBytes, randomUuid, type Random } from '../../support/seeded-random';
import { hashOf } from './ledger';

/** A change's exact text, and the bytes of the blobs it lists. */
export interface MadeChange {
  readonly changeId: string;
  readonly recordId: string;
  readonly at: string;
  readonly text: string;
  readonly blobs: readonly Uint8Array<ArrayBuffer>[];
}

/** What to generate. */
export interface MadePlan {
  readonly random: Random;
  readonly deviceId: string;
  /** The device's clock. */
  readonly nowMs: number;
  /** Bytes of the photo; the thumbnail has about a thousand. */
  readonly photoBytes?: number;
}

/** The size of a photo that is sent in three parts, so that one can be cut in the middle. */
export const threeParts = 2 * partBytes + 1000;

/** The `saved` change of a new record with a photo and a thumbnail. */
export function madeSaved({ random, deviceId, nowMs, photoBytes = 2_000 }: MadePlan): MadeChange {
  const id = randomUuid(random);
  const blobs = [jpegBytes(random, photoBytes), jpegBytes(random, 1_000)];
  return compose('saved', { changeId: id, recordId: id, deviceId, nowMs, record: madeRecord(id, nowMs, blobs) }, blobs);
}

/** An `edited` change of a record: a new note, no new picture. */
export function madeEdited(of: MadeChange, { random, deviceId, nowMs }: MadePlan): MadeChange {
  const changeId = randomUuid(random);
  const note = `edited ${changeId}, "quoted", ünïcode \u{1F4F7}\u2028`;
  const record = { ...madeRecord(of.recordId, nowMs, of.blobs), note };
  return compose('edited', { changeId, recordId: of.recordId, deviceId, nowMs, record }, of.blobs);
}

/** A `deleted` change of a record. */
export function madeDeleted(of: MadeChange, { random, deviceId, nowMs }: MadePlan): MadeChange {
  return compose('deleted', { changeId: randomUuid(random), recordId: of.recordId, deviceId, nowMs }, []);
}

/** Random bytes with the start and end markers of a JPEG. */
export function jpegBytes(random: Random, length: number): Uint8Array<ArrayBuffer> {
  const bytes = randomBytes(random, Math.max(length, 24));
  bytes.set([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46, 0x49, 0x46, 0x00, 0x01, 0x01, 0x00, 0x00, 0x01]);
  bytes.set([0xff, 0xd9], bytes.length - 2);
  return bytes;
}

interface Facts {
  readonly changeId: string;
  readonly recordId: string;
  readonly deviceId: string;
  readonly nowMs: number;
  readonly record?: InspectionRecord;
}

function compose(kind: Change['kind'], facts: Facts, blobs: MadeChange['blobs']): MadeChange {
  const { changeId, recordId, deviceId, nowMs, record } = facts;
  const at = `${new Date(nowMs).toISOString()}_0000_${deviceId}`;
  const refs = blobs.map((bytes) => ({ sha256: hashOf(bytes), bytes: bytes.length, mime: 'image/jpeg' }));
  const change = { format: 1, kind, changeId, recordId, at, author: deviceId, blobs: refs, ...(record && { record }) };
  return { changeId, recordId, at, text: JSON.stringify(change), blobs };
}

function madeRecord(
  id: string,
  nowMs: number,
  [photo, thumbnail]: MadeChange['blobs'],
): InspectionRecord & { readonly futureField: unknown } {
  return {
    id,
    takenAt: new Date(nowMs).toISOString(),
    utcOffsetMinutes: 330,
    fileName: `${id}.jpg`,
    source: 'camera',
    packTitle: 'Rubber sheet',
    picture: { width: 640, height: 480 },
    grade: makeGrade({ label: 'rss1', title: 'RSS 1', confidence: 0.75 }),
    photo: rasterOf(photo),
    thumbnail: rasterOf(thumbnail),
    timings: madeTimings,
    provenance: madeProvenance,
    futureField: { kept: ['as', 'it', 'came', 0.1, 1e21, null] },
  };
}

function rasterOf(bytes: Uint8Array = new Uint8Array()): InspectionRecord['photo'] {
  return { sha256: hashOf(bytes), bytes: bytes.length, mime: 'image/jpeg', width: 4, height: 3 };
}
