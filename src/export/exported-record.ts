import type { InspectionRecord } from '../domain/record';

/** One record for an export: its current version, and how it arrived. */
export interface ExportedRecord {
  readonly sequence: number;
  readonly receivedAt: Date;
  readonly device: { readonly id: string; readonly name: string; readonly location: string };
  readonly isDeleted: boolean;
  readonly record: InspectionRecord;
}

/** Reads the same records each time it is called, in the same order and in small batches. */
export type RecordSource = () => AsyncIterable<ExportedRecord>;

const extensions: ReadonlyMap<string, string> = new Map([
  ['image/jpeg', 'jpg'],
  ['image/png', 'png'],
  ['image/webp', 'webp'],
]);

/** The photo's name in an archive, from the record's id: no name from outside becomes a path. */
export function photoName({ id, photo }: InspectionRecord): string {
  return `photos/${id}.${extensions.get(photo.mime) ?? 'bin'}`;
}
