/** Insights of labelled files: the headers are read here, so that every host reads the same sizes. */
import { datasetInsights, type DatasetInsights, type PictureFacts } from '../../learning/dataset-insights';
import { withoutPixels } from '../picture-file/picture-head';
import { readPictureFile } from '../picture-file/read-picture-file';
import { uprightSize } from '../picture-file/upright';

export { headBytes } from '../picture-file/picture-head';

export type LabelledFacts = PictureFacts;
export type LabelledInsights = DatasetInsights;

/** The size of the upright picture by the header of its file, or why it is not usable. */
export function headerSize(bytes: Uint8Array): Pick<LabelledFacts, 'size' | 'fault'> {
  const file = readPictureFile(bytes);
  if (!file.ok) return { fault: file.fault };
  const { widthPx: width, heightPx: height, orientation } = file.value;
  return { size: uprightSize({ width, height }, orientation) };
}

/** The same from the first bytes of a larger file; undefined where these are not enough. */
export function headSize(head: Uint8Array): Pick<LabelledFacts, 'size' | 'fault'> | undefined {
  const whole = withoutPixels(head);
  return whole && headerSize(whole);
}

/** The insights of all files. */
export function summariseDataset(facts: readonly LabelledFacts[]): LabelledInsights {
  return datasetInsights(facts);
}
