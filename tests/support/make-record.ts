import type { InspectionRecord, RasterRef } from '../../src/domain/record';
import { sha256 } from '../../src/platform/sha256';
import type { NewBlob } from '../../src/storage/inspections';
import { madeProvenance, madeTimings } from './record-parts';

/** A record and the blobs it refers to. */
export interface MadeRecord {
  readonly record: InspectionRecord;
  readonly blobs: readonly NewBlob[];
}

/** A graded record. Its photo holds the bytes of `photo`, its thumbnail those of `thumbnail`. */
export async function makeRecord(plan: {
  readonly id: string;
  readonly takenAt: string;
  readonly photo?: string;
  readonly thumbnail?: string;
}): Promise<MadeRecord> {
  const photo = await blobOf(plan.photo ?? `photo of ${plan.id}`);
  const thumbnail = await blobOf(plan.thumbnail ?? `thumbnail of ${plan.id}`);
  const record: InspectionRecord = {
    id: plan.id,
    takenAt: plan.takenAt,
    utcOffsetMinutes: 120,
    fileName: `${plan.id}.jpg`,
    source: 'file',
    packTitle: 'Rubber sheet',
    picture: { width: 4, height: 3 },
    grade: {
      label: 'rss1',
      title: 'RSS 1',
      confidence: 0.75,
      probabilities: [
        { label: 'rss1', title: 'RSS 1', probability: 0.75 },
        { label: 'rss2', title: 'RSS 2', probability: 0.25 },
      ],
      indicative: true,
    },
    photo: refOf(photo),
    thumbnail: refOf(thumbnail),
    timings: madeTimings,
    provenance: madeProvenance,
  };
  return { record, blobs: [photo, thumbnail] };
}

/** A blob of text, under its right hash. */
export async function blobOf(text: string): Promise<NewBlob> {
  const bytes = new TextEncoder().encode(text).buffer;
  return { sha256: await sha256(bytes), mime: 'image/jpeg', bytes };
}

function refOf({ sha256: hash, mime, bytes }: NewBlob): RasterRef {
  return { sha256: hash, bytes: bytes.byteLength, mime, width: 4, height: 3 };
}
