/**
 * The folder layout of MVTec AD (Bergmann et al. 2019) as anomalib reads it: PNG pictures, `train/good`, `test/good`,
 * `test/<defect>`, and `ground_truth/<defect>/<name>_mask.png` for every picture with a defect.
 */
import { encodeMask } from '../vision/encode-png';
import { datasetPictures, folderName, type DatasetPicture } from './dataset-picture';
import type { ExportedFile } from './exported-file';
import type { RecordCocoSource } from './record-coco';

/** What the layout needs: anomalib reads only PNG. */
export interface MvtecSource extends RecordCocoSource {
  /** Undefined for a picture that cannot be decoded. */
  readonly toPng: (bytes: Uint8Array, mime: string) => Promise<Uint8Array | undefined>;
}

/** Of the normal pictures that no person has confirmed, one in this many is kept for testing. */
const testEvery = 5;

/** Normal pictures that a person confirmed, or that are baselines, are for training. */
export async function* mvtecFiles(source: MvtecSource): AsyncGenerator<ExportedFile> {
  let normals = 0;
  for await (const picture of datasetPictures(source)) {
    const png = await source.toPng(picture.bytes, picture.mime);
    if (png === undefined) continue;
    const { name, takenAt: modifiedAt } = picture;
    const defect = defectOf(picture);
    const folder =
      defect === undefined ? (isForTest(picture, normals++) ? 'test/good' : 'train/good') : `test/${defect}`;
    yield { name: `${folder}/${name}.png`, modifiedAt, packing: 'stored', content: png };
    if (defect === undefined) continue;
    const mask = encodeMask(await picture.readMask(), picture.size);
    yield { name: `ground_truth/${defect}/${name}_mask.png`, modifiedAt, packing: 'deflated', content: mask };
  }
}

function isForTest({ isByPerson }: DatasetPicture, place: number): boolean {
  return !isByPerson && place % testEvery === testEvery - 1;
}

/** The category of its largest region; a picture that is anomalous as a whole has no region. */
function defectOf({ isAnomalous, boxes }: DatasetPicture): string | undefined {
  if (!isAnomalous) return undefined;
  const [largest] = boxes.toSorted((a, b) => b.width * b.height - a.width * a.height);
  return largest === undefined ? 'anomaly' : folderName(largest.category);
}
