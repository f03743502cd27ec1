/**
 * Anomaly boxes in the COCO object detection format (cocodataset.org, "Data format"): absolute `[x, y, width, height]` in
 * pixels of the stored photo. Inspected pictures without a box are included; pictures that were only graded are not.
 */
import { captureTimeText } from '../domain/capture-time';
import { agreeBoxes } from '../domain/agreed-verdict';
import type { InspectionRecord } from '../domain/record';
import { photoName, type ExportedRecord, type RecordSource } from './exported-record';

type Anomaly = NonNullable<InspectionRecord['anomaly']>;
type Box = Anomaly['boxes'][number];

/** The document in pieces. Reads `records` twice, because the format has all pictures before all boxes. */
export async function* cocoDocument(records: RecordSource, madeAt: Date): AsyncGenerator<string> {
  const info = { description: 'Fieldgrade anomaly boxes', version: '1', date_created: madeAt.toISOString() };
  const categories = new Map<string, number>();
  yield `{"info":${JSON.stringify(info)},"licenses":[],"images":[`;
  yield* joined(pieces(records, (exported, imageId) => [imageOf(exported, imageId)]));
  yield '],"annotations":[';
  yield* joined(numbered(pieces(records, (exported, imageId) => annotationsOf(exported, imageId, categories))));
  yield `],"categories":${JSON.stringify([...categories].map(([name, id]) => ({ id, name, supercategory: 'anomaly' })))}}\n`;
}

async function* pieces(
  records: RecordSource,
  make: (exported: ExportedRecord, imageId: number) => readonly object[],
): AsyncGenerator<object> {
  let imageId = 0;
  for await (const exported of records()) {
    if (exported.record.anomaly !== undefined) yield* make(exported, ++imageId);
  }
}

async function* numbered(objects: AsyncIterable<object>): AsyncGenerator<object> {
  let id = 0;
  for await (const object of objects) yield { id: ++id, ...object };
}

async function* joined(objects: AsyncIterable<object>): AsyncGenerator<string> {
  let comma = '';
  for await (const object of objects) {
    yield comma + JSON.stringify(object);
    comma = ',';
  }
}

function imageOf({ record }: ExportedRecord, id: number): object {
  const { width, height } = record.photo;
  return { id, file_name: photoName(record), width, height, ...datesOf(record), record_id: record.id };
}

/** `date_captured` is the time by the camera's clock; without it only the moment of the inspection is known. */
function datesOf({ captured, takenAt }: InspectionRecord): object {
  return { ...(captured && { date_captured: captureTimeText(captured) }), date_inspected: takenAt };
}

function annotationsOf(
  { record }: ExportedRecord,
  imageId: number,
  categories: Map<string, number>,
): readonly object[] {
  return (record.anomaly === undefined ? [] : agreeBoxes(record.anomaly)).map((box) => {
    const bbox = boxInPhoto(box, record);
    return {
      image_id: imageId,
      category_id: categoryId(categories, box.level),
      bbox,
      area: (bbox[2] ?? 0) * (bbox[3] ?? 0),
      iscrowd: 0,
      segmentation: [],
      score: box.score,
    };
  });
}

/** Boxes are in pixels of the inspected picture; the stored photo may be a smaller copy. */
function boxInPhoto(box: Box, { photo, picture }: InspectionRecord): readonly number[] {
  const scaleX = photo.width / picture.width;
  const scaleY = photo.height / picture.height;
  return [box.x * scaleX, box.y * scaleY, box.width * scaleX, box.height * scaleY].map(toHundredths);
}

function categoryId(categories: Map<string, number>, name: string): number {
  const id = categories.get(name) ?? categories.size + 1;
  categories.set(name, id);
  return id;
}

function toHundredths(px: number): number {
  return Math.round(px * 100) / 100;
}
