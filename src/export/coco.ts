/**
 * Anomalous regions in the COCO object detection format (cocodataset.org, "Data format"): box, polygons and area in pixels of the
 * picture file. Inspected pictures without a region are included; pictures without an anomaly verdict are not.
 */
import type { AnomalyBox } from '../domain/inspection';
import type { MaskRaster } from '../domain/picture';
import { allCategories, categoryId, categoryOf } from './categories';
import { cocoRegions } from './coco-regions';

/** One picture with an anomaly verdict. */
export interface CocoPicture {
  readonly fileName: string;
  /** The size of the file. */
  readonly file: { readonly width: number; readonly height: number };
  /** The size of the upright picture that was inspected: the boxes are in its pixels. */
  readonly inspected: { readonly width: number; readonly height: number };
  readonly boxes: readonly AnomalyBox[];
  /** All levels of its pack, as far as they are known. */
  readonly levels: readonly string[];
  /** More fields of the image. */
  readonly about: Readonly<Record<string, string>>;
  readonly readMask: () => Promise<MaskRaster | undefined>;
}

/** Reads the same pictures each time it is called, in the same order. */
export type CocoSource = () => AsyncIterable<CocoPicture>;

/** The document in pieces. Reads `pictures` twice, because the format has all pictures before all regions. */
export async function* cocoDocument(pictures: CocoSource, madeAt: Date): AsyncGenerator<string> {
  const info = { description: 'Fieldgrade anomalous regions', version: '3', date_created: madeAt.toISOString() };
  const categories = new Set<string>();
  yield `{"info":${JSON.stringify(info)},"licenses":[],"images":[`;
  yield* joined(imagesOf(pictures, categories));
  yield '],"annotations":[';
  yield* joined(annotationsOf(pictures));
  yield `],"categories":${JSON.stringify(allCategories(categories))}}\n`;
}

async function* joined(objects: AsyncIterable<object>): AsyncGenerator<string> {
  let comma = '';
  for await (const object of objects) {
    yield comma + JSON.stringify(object);
    comma = ',';
  }
}

async function* imagesOf(pictures: CocoSource, categories: Set<string>): AsyncGenerator<object> {
  let id = 0;
  for await (const { fileName, file, about, boxes, levels: ofPack } of pictures()) {
    for (const name of [...ofPack, ...boxes.map(categoryOf)]) categories.add(name);
    const { width, height } = file;
    yield { id: ++id, file_name: fileName, width, height, ...about };
  }
}

async function* annotationsOf(pictures: CocoSource): AsyncGenerator<object> {
  let id = 0;
  let imageId = 0;
  for await (const { boxes, inspected, file, readMask } of pictures()) {
    imageId++;
    if (boxes.length === 0) continue;
    const regions = cocoRegions({ boxes, inspected, file, mask: await readMask() });
    for (const [at, box] of boxes.entries()) {
      const [category_id, { level: severity, score }] = [categoryId(categoryOf(box)), box];
      yield { id: ++id, image_id: imageId, category_id, ...regions[at], iscrowd: 0, score, severity };
    }
  }
}
