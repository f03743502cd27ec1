/** YOLO (docs.ultralytics.com, "Object Detection Datasets"): one text file per picture, boxes relative to its size. */
import { allCategories } from './categories';
import { datasetPictures, type DatasetPicture } from './dataset-picture';
import type { ExportedFile } from './exported-file';
import type { RecordCocoSource } from './record-coco';

/** `images`, `labels` and `data.yaml`. The classes of the packs that ship have the same numbers in every export. */
export async function* yoloFiles(source: RecordCocoSource): AsyncGenerator<ExportedFile> {
  const names = allCategories(await otherCategories(source)).map(({ name }) => name);
  let modifiedAt = new Date(0);
  for await (const picture of datasetPictures(source)) {
    const { name, extension, bytes, takenAt } = picture;
    modifiedAt = takenAt;
    yield { name: `images/${name}.${extension}`, modifiedAt, packing: 'stored', content: bytes };
    yield { name: `labels/${name}.txt`, modifiedAt, packing: 'deflated', content: labelsOf(picture, names) };
  }
  yield { name: 'data.yaml', modifiedAt, packing: 'deflated', content: description(names) };
}

/** The numbers of the classes must be known before the first label is written. */
async function otherCategories({ records }: RecordCocoSource): Promise<ReadonlySet<string>> {
  const nothing = { records, readBlob: () => Promise.resolve(new Uint8Array(0)), levelsOf: () => [] };
  const found = new Set<string>();
  for await (const { boxes } of datasetPictures(nothing)) for (const { category } of boxes) found.add(category);
  return found;
}

/** Class, centre, width and height. A picture without a region has an empty file: it shows only background. */
function labelsOf({ boxes, size }: DatasetPicture, names: readonly string[]): string {
  return boxes
    .map(({ category, x, y, width, height }) => {
      const place = [
        (x + width / 2) / size.width,
        (y + height / 2) / size.height,
        width / size.width,
        height / size.height,
      ];
      return `${names.indexOf(category)} ${place.map((share) => share.toFixed(6)).join(' ')}\n`;
    })
    .join('');
}

function description(names: readonly string[]): string {
  const classes = names.map((name, index) => `  ${index}: ${JSON.stringify(name)}\n`).join('');
  return `path: .\ntrain: images\nval: images\nnames:\n${classes}`;
}
