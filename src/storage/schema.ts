/** The shape of the database. A change here needs a new migration in `migrations/`. */
import type { DBSchema } from 'idb';
import type { ConfirmedChange, WaitingChange } from '../domain/delivery';
import type { InspectionRecord } from '../domain/record';

/** One inspection, and the hashes of the blobs it refers to: an index over them tells whether a blob is still needed. */
interface InspectionRow {
  readonly record: InspectionRecord;
  readonly blobHashes: readonly string[];
  /** The hybrid clock's reading of its last change; absent in rows of version 1. */
  readonly at?: string;
}

/** A change that waits for its receipt, and the hashes of the blobs it takes along. */
export interface OutboxRow extends WaitingChange {
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

/** One thing this device remembers: `device` (identity and clock) and `sync` (registration and choices). */
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
  /** `byPhase` also carries the bytes, so that the queue is summed up without reading its texts. */
  outbox: {
    key: string;
    value: OutboxRow;
    indexes: {
      byAt: [string, string];
      byRecord: [string, string];
      byBlobHash: string;
      byPhase: [string, number, string];
    };
  };
  receipts: { key: string; value: ConfirmedChange; indexes: { byConfirmedAt: string } };
}
