/** Insights of labelled files: the headers are read here, so that every host reads the same sizes. */
import { datasetInsights, type DatasetInsights, type PictureFacts } from '../../learning/dataset-insights';
import { readPictureFile } from '../picture-file/read-picture-file';
import { uprightSize } from '../picture-file/upright';

export type LabelledFacts = PictureFacts;
export type LabelledInsights = DatasetInsights;

/** The size of the upright picture by the header of its file; empty where it is no usable picture. */
export function headerSize(bytes: Uint8Array): Pick<LabelledFacts, 'size'> {
  const file = readPictureFile(bytes);
  if (!file.ok) return {};
  const { widthPx: width, heightPx: height, orientation } = file.value;
  return { size: uprightSize({ width, height }, orientation) };
}

/** What the files are together. */
export function summariseDataset(facts: readonly LabelledFacts[]): LabelledInsights {
  return datasetInsights(facts);
}
