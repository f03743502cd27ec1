import { cocoDocument } from '../../src/export/coco';
import type { RecordSource } from '../../src/export/exported-record';
import { recordPictures } from '../../src/export/record-coco';

/** The COCO document of records whose masks were not sent, from a pack that is not known. */
export function recordCoco(records: RecordSource): AsyncIterable<string> {
  const source = { records, readBlob: () => Promise.resolve(undefined), levelsOf: () => [] };
  return cocoDocument(recordPictures(source), new Date(0));
}
