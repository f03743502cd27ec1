/** Pascal VOC (Everingham et al., "The PASCAL VOC2012 Development Kit", annotation format): one XML file per picture. */
import type { ExportedFile } from './exported-file';
import { datasetPictures, type DatasetBox, type DatasetPicture } from './dataset-picture';
import type { RecordCocoSource } from './record-coco';

/** `JPEGImages`, `Annotations`, `SegmentationClass` with the masks, and the list of all pictures. */
export async function* vocFiles(source: RecordCocoSource): AsyncGenerator<ExportedFile> {
  const names: string[] = [];
  let modifiedAt = new Date(0);
  for await (const picture of datasetPictures(source)) {
    const { name, extension, bytes, takenAt } = picture;
    modifiedAt = takenAt;
    names.push(name);
    yield { name: `JPEGImages/${name}.${extension}`, modifiedAt, packing: 'stored', content: bytes };
    yield { name: `Annotations/${name}.xml`, modifiedAt, packing: 'deflated', content: annotation(picture) };
  }
  const list = names.map((name) => `${name}\n`).join('');
  yield { name: 'ImageSets/Main/all.txt', modifiedAt, packing: 'deflated', content: list };
}

function annotation({ name, extension, size, boxes }: DatasetPicture): string {
  return [
    '<annotation>',
    '<folder>JPEGImages</folder>',
    `<filename>${name}.${extension}</filename>`,
    '<source><database>Fieldgrade</database></source>',
    `<size><width>${size.width}</width><height>${size.height}</height><depth>3</depth></size>`,
    '<segmented>0</segmented>',
    ...boxes.map((box) => objectOf(box, size)),
    '</annotation>',
    '',
  ].join('\n');
}

/** Pixels count from 1, and both corners are inside. */
function objectOf(
  { category, severity, x, y, width, height }: DatasetBox,
  size: { readonly width: number; readonly height: number },
): string {
  const [xmin, ymin] = [Math.max(1, Math.round(x) + 1), Math.max(1, Math.round(y) + 1)];
  const [xmax, ymax] = [Math.min(size.width, Math.round(x + width)), Math.min(size.height, Math.round(y + height))];
  const corners = `<xmin>${xmin}</xmin><ymin>${ymin}</ymin><xmax>${Math.max(xmin, xmax)}</xmax><ymax>${Math.max(ymin, ymax)}</ymax>`;
  return (
    `<object><name>${escaped(category)}</name><pose>Unspecified</pose><truncated>0</truncated><difficult>0</difficult>` +
    `<severity>${escaped(severity)}</severity><bndbox>${corners}</bndbox></object>`
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
