import { cocoDocument } from './coco';
import { photoName, type RecordSource } from './exported-record';
import { jsonLines } from './json-lines';
import { recordsCsv } from './records-csv';

/** One file of the archive, as `src/archive` writes it. */
interface ExportedFile {
  readonly name: string;
  readonly modifiedAt: Date;
  readonly packing: 'deflated' | 'stored';
  readonly content: Uint8Array | AsyncIterable<string>;
}

/** What the archive is made from. `readPhoto` returns undefined for a photo that was not sent. */
export interface RecordArchivePlan {
  readonly records: RecordSource;
  readonly readPhoto: (sha256: string) => Promise<Uint8Array | undefined>;
  readonly madeAt: Date;
}

/** The records as CSV, JSON lines and COCO, then their photos. A record without a photo is in the tables, with its hash. */
export async function* recordArchive({ records, readPhoto, madeAt }: RecordArchivePlan): AsyncGenerator<ExportedFile> {
  const text = { modifiedAt: madeAt, packing: 'deflated' } as const;
  yield { ...text, name: 'records.csv', content: recordsCsv(records) };
  yield { ...text, name: 'records.jsonl', content: jsonLines(records) };
  yield { ...text, name: 'annotations.coco.json', content: cocoDocument(records, madeAt) };
  for await (const { record } of records()) {
    const photo = await readPhoto(record.photo.sha256);
    if (photo === undefined) continue;
    const modifiedAt = new Date(record.takenAt);
    yield { name: photoName(record), modifiedAt, packing: 'stored', content: photo };
  }
}
