/** Pictures with their regions for data sets: Pascal VOC, YOLO and the layout of MVTec AD. */
import { reviewOf, shownRecord } from '../domain/corrected-verdict';
import type { AnomalyBox } from '../domain/inspection';
import type { MaskRaster } from '../domain/picture';
import type { InspectionRecord } from '../domain/record';
import { categoryOf } from './categories';
import { maskOfBoxes } from './coco-regions';
import { extensionOf, type ReadBlob } from './exported-record';
import { readMask, type RecordCocoSource } from './record-coco';

/** A region in pixels of the picture file. */
export interface DatasetBox {
  readonly category: string;
  readonly severity: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One picture with an anomaly verdict whose photo is here. */
export interface DatasetPicture {
  /** Without extension: the id of the record. */
  readonly name: string;
  readonly extension: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
  readonly size: { readonly width: number; readonly height: number };
  readonly takenAt: Date;
  readonly isAnomalous: boolean;
  /** True where a person confirmed or changed the verdict, or took the picture as a baseline. */
  readonly isByPerson: boolean;
  readonly boxes: readonly DatasetBox[];
  readonly readMask: () => Promise<MaskRaster>;
}

/** Those pictures, one at a time. Pictures without an anomaly verdict are left out: nothing is known of their regions. */
export async function* datasetPictures({ records, readBlob }: RecordCocoSource): AsyncGenerator<DatasetPicture> {
  for await (const { record: stored, isDeleted } of records()) {
    const record = shownRecord(stored);
    if (isDeleted || record.anomaly === undefined) continue;
    const bytes = await readBlob(record.photo.sha256);
    if (bytes !== undefined) yield toPicture(record, record.anomaly, bytes, readBlob);
  }
}

function toPicture(
  record: InspectionRecord,
  { boxes, mask, isAnomalous }: NonNullable<InspectionRecord['anomaly']>,
  bytes: Uint8Array,
  readBlob: ReadBlob,
): DatasetPicture {
  const { photo, picture } = record;
  return {
    name: record.id,
    extension: extensionOf(photo.mime),
    mime: photo.mime,
    bytes,
    size: photo,
    takenAt: new Date(record.takenAt),
    isAnomalous,
    isByPerson: record.purpose === 'baseline' || reviewOf(record).phase !== 'none',
    boxes: boxes.map((box) => toPhoto(box, photo.width / picture.width, photo.height / picture.height)),
    readMask: async () => maskOfBoxes({ boxes, inspected: picture, mask: await readMask(mask, readBlob) }),
  };
}

function toPhoto(box: AnomalyBox, across: number, down: number): DatasetBox {
  const { x, y, width, height } = box;
  const place = { x: x * across, y: y * down, width: width * across, height: height * down };
  return { category: categoryOf(box), severity: box.level, ...place };
}

/** A category as the name of a folder, without characters that have a meaning for file systems or programs. */
export function folderName(category: string): string {
  const safe = category.replaceAll(/[^A-Za-z0-9_-]+/g, '_').slice(0, 60);
  return safe === '' || safe === 'good' ? `_${safe}` : safe;
}
