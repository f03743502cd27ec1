/** The shape of the database. A change here needs a new migration in `migrations/`. */
import type { DBSchema } from 'idb';
import type { InspectionRecord } from '../domain/record';

/** One inspection, and the hashes of the blobs it refers to: an index over them tells whether a blob is still needed. */
interface InspectionRow {
  readonly record: InspectionRecord;
  readonly blobHashes: readonly string[];
}

/** Bytes with their MIME type, under their SHA-256. An `ArrayBuffer`: Safari has lost Blobs (idb-keyval #62). */
export interface BlobRow {
  readonly sha256: string;
  readonly mime: string;
  readonly bytes: ArrayBuffer;
}

/** The manifest of an installed pack; written only after every file it names is stored. */
export interface PackRow {
  readonly id: string;
  readonly manifest: ArrayBuffer;
  readonly fileHashByName: Readonly<Record<string, string>>;
  readonly fileHashes: readonly string[];
}

/** One file of one or more packs, under its SHA-256. */
interface PackFileRow {
  readonly sha256: string;
  readonly bytes: ArrayBuffer;
}

/** One remembered choice of the user. */
interface SettingRow {
  readonly name: string;
  readonly value: unknown;
}

/** Stores and indexes, as `idb` checks them. Time indexes end with the id, so that no two rows tie. */
export interface FieldgradeSchema extends DBSchema {
  inspections: {
    key: string;
    value: InspectionRow;
    indexes: { byTakenAt: [string, string]; byPackTakenAt: [string, string, string]; byBlobHash: string };
  };
  blobs: { key: string; value: BlobRow };
  packs: { key: string; value: PackRow; indexes: { byFileHash: string } };
  packFiles: { key: string; value: PackFileRow };
  settings: { key: string; value: SettingRow };
}
