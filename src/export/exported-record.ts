import type { InspectionRecord } from '../domain/record';

/** How a record came to the office. */
export interface Received {
  readonly sequence: number;
  readonly at: Date;
  readonly device: { readonly id: string; readonly name: string; readonly location: string };
}

/** One version of a record, as the office describes it. */
export interface VersionLine {
  readonly what: string;
  readonly received: string;
  readonly verdict: string;
  readonly note: string;
}

/** One record for an export or a report: its current version. */
export interface ExportedRecord {
  readonly record: InspectionRecord;
  readonly isDeleted: boolean;
  /** In the office. */
  readonly received?: Received;
  /** In the office's report: every version, the newest first. */
  readonly versions?: readonly VersionLine[];
}

/** Reads the same records each time it is called, in the same order and in small batches. */
export type RecordSource = () => AsyncIterable<ExportedRecord>;

/** The bytes of a blob; undefined where they are not here. */
export type ReadBlob = (sha256: string) => Promise<Uint8Array | undefined>;

const extensions: ReadonlyMap<string, string> = new Map([
  ['image/jpeg', 'jpg'],
  ['image/png', 'png'],
  ['image/webp', 'webp'],
]);

/** The extension of a picture's file name. */
export function extensionOf(mime: string): string {
  return extensions.get(mime) ?? 'bin';
}

/** The photo's name in an archive, from the record's id: no name from outside becomes a path. */
export function photoName({ id, photo }: InspectionRecord): string {
  return `photos/${id}.${extensionOf(photo.mime)}`;
}
