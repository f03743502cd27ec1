import { cocoDocument } from './coco';
import { photoName } from './exported-record';
import { jsonLines } from './json-lines';
import { recordPictures, type RecordCocoSource } from './record-coco';
import { recordsCsv } from './records-csv';

/** One file of the archive, as `src/archive` writes it. */
interface ExportedFile {
  readonly name: string;
  readonly modifiedAt: Date;
  readonly packing: 'deflated' | 'stored';
  readonly content: Uint8Array | AsyncIterable<string>;
}

/** What the archive is made from. */
export interface RecordArchivePlan extends RecordCocoSource {
  readonly madeAt: Date;
}

/** The records as CSV, JSON lines and COCO, then their photos. A record without a photo is in the tables, with its hash. */
export async function* recordArchive(plan: RecordArchivePlan): AsyncGenerator<ExportedFile> {
  const { records, readBlob, madeAt } = plan;
  const text = { modifiedAt: madeAt, packing: 'deflated' } as const;
  yield { ...text, name: 'records.csv', content: recordsCsv(records) };
  yield { ...text, name: 'records.jsonl', content: jsonLines(records) };
  yield { ...text, name: 'annotations.coco.json', content: cocoDocument(recordPictures(plan), madeAt) };
  for await (const { record } of records()) {
    const photo = await readBlob(record.photo.sha256);
    if (photo === undefined) continue;
    const modifiedAt = new Date(record.takenAt);
    yield { name: photoName(record), modifiedAt, packing: 'stored', content: photo };
  }
}
