/** Changes as a device writes them, with fields that a test chooses. */
import { randomUUID } from 'node:crypto';
import { sha256Hex } from '../../../node-host/sha256';
import { madeProvenance, madeTimings, makeGrade } from '../../support/record-parts';

/** The fields that a test may choose. */
export interface ChangePlan {
  readonly kind?: 'saved' | 'edited' | 'deleted';
  readonly author: string;
  readonly recordId?: string;
  readonly changeId?: string;
  readonly at?: string;
  readonly blobs?: readonly { readonly sha256: string; readonly bytes: number; readonly mime: string }[];
  readonly record?: Readonly<Record<string, unknown>>;
}

/** A change and its text. */
export interface MadeChange {
  readonly changeId: string;
  readonly recordId: string;
  readonly text: string;
  readonly contentHash: string;
}

/** A clock reading `minutes` after a fixed time. */
export function readingAt(minutes: number, device: string): string {
  return `${new Date(Date.parse('2026-11-21T07:00:00.000Z') + minutes * 60_000).toISOString()}_0000_${device}`;
}

/** Makes a change. Without blobs where none are named. */
export function makeChange(plan: ChangePlan): MadeChange {
  const { kind = 'saved', author, blobs = [] } = plan;
  const recordId = plan.recordId ?? randomUUID();
  const changeId = plan.changeId ?? (kind === 'saved' ? recordId : randomUUID());
  const head = { format: 1, kind, changeId, recordId, at: plan.at ?? readingAt(0, author), author, blobs };
  const change = kind === 'deleted' ? head : { ...head, record: makeRecordBody(recordId, plan.record) };
  const text = JSON.stringify(change);
  return { changeId, recordId, text, contentHash: sha256Hex(text) };
}

/** A graded record as it is sent. */
function makeRecordBody(id: string, differing: Readonly<Record<string, unknown>> = {}) {
  const raster = { sha256: 'a'.repeat(64), bytes: 10, mime: 'image/jpeg', width: 4, height: 3 };
  return {
    id,
    takenAt: '2026-11-21T06:59:00.000Z',
    utcOffsetMinutes: 330,
    fileName: 'sheet.jpg',
    source: 'camera',
    packTitle: 'Rubber sheet',
    picture: { width: 4, height: 3 },
    grade: makeGrade({ label: 'rss1', title: 'RSS 1', group: 'Grade A', confidence: 0.75 }),
    photo: raster,
    thumbnail: { ...raster, sha256: 'b'.repeat(64) },
    timings: madeTimings,
    provenance: madeProvenance,
    ...differing,
  };
}

/** The first bytes of a JPEG, then `seed` over and over: enough for a sniffer, different for each seed. */
export function jpegOf(seed: number, bytes = 64): Uint8Array {
  return Uint8Array.from({ length: bytes }, (_, at) => [0xff, 0xd8, 0xff, 0xe0][at] ?? (seed + at) % 256);
}

/** A blob as a change lists it. */
export function refOf(bytes: Uint8Array, mime = 'image/jpeg') {
  return { sha256: sha256Hex(bytes), bytes: bytes.length, mime };
}
