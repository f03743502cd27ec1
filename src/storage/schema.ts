/** The shape of the database. A change here needs a new migration in `migrations/`. */
import type { DBSchema, IDBPTransaction } from 'idb';
import type { Batch, BatchPicture, BatchPhase, UnsavedState } from '../domain/batch';
import type { FailedLook, PictureLook } from '../domain/class-teaching';
import type { StoredReceipt, DeliveryState, WaitingChange } from '../domain/delivery';
import type { DayCount, MeasureCount } from '../domain/history';
import type { PackOrigin } from '../domain/pack-version';
import type { SummaryContent, SummaryFacets, SummaryLinks } from '../domain/inspection-summary';
import type { InspectionRecord } from '../domain/record';
import type { SharedItem, SharedType } from '../domain/shared-item';
import type { TeachPhase, TeachPicture, Teaching } from '../domain/teaching';
import type { Sealed } from './sealing';

/** The number of migrations. The service worker, which has none, uses a database of exactly this version. */
export const databaseVersion = 12;

/** One inspection. Only the id, the clock and the hashes are readable by the database. */
export interface RecordRow {
  readonly id: string;
  /** The hybrid clock's reading of its last change: differs after each change. */
  readonly at: string;
  /** The blobs that the record refers to: an index over them tells whether a blob is still needed. */
  readonly blobHashes: readonly string[];
  readonly content: Sealed<InspectionRecord>;
}

/** What lists, filters and charts need of one inspection. Written in the transaction of its record and outbox changes. */
export interface SummaryRow extends SummaryFacets, SummaryLinks {
  readonly id: string;
  readonly takenAt: string;
  /** The local day of `takenAt`, for the counters. */
  readonly day: string;
  /** 0-1; -1 where the inspection has no score, so that it comes last. */
  readonly score: number;
  readonly corrected: boolean;
  /** Present where `corrected` is true, for an index. */
  readonly correctedMark?: 1;
  /** The confidence of the grade, 0-1. */
  readonly confidence?: number;
  /** The kind of each marked region, as the pack names it. */
  readonly regionKinds?: readonly string[];
  readonly content: Sealed<SummaryContent>;
}

/** How many summaries have these facets; never 0. */
interface FacetCountRow extends SummaryFacets {
  readonly count: number;
}

/** The counters of a group and a local day, one for each combination of facets that exists. */
interface GroupDayRow {
  /** Empty for all inspections; else the field that links the group, a colon, and its id. */
  readonly group: string;
  readonly day: string;
  readonly counts: readonly Omit<DayCount, 'day'>[];
}

/** The counters of regions, confidences and scores of a local day. */
interface MeasureDayRow {
  readonly day: string;
  readonly counts: readonly Omit<MeasureCount, 'day'>[];
}

/** A change that waits for its receipt, and the hashes of the blobs that are sent with it. */
export interface OutboxRow extends Omit<WaitingChange, 'text'> {
  readonly text: Sealed<string>;
  readonly blobHashes: readonly string[];
}

/** Bytes with their MIME type, under their SHA-256. An `ArrayBuffer`: Safari has lost Blobs (idb-keyval #62). */
export interface BlobRow {
  readonly sha256: string;
  readonly mime: string;
  readonly bytes: Sealed<ArrayBuffer>;
}

/** The manifest of an installed pack; written only after every file it names is stored. */
export interface PackRow {
  readonly id: string;
  readonly manifest: ArrayBuffer;
  readonly fileHashByName: Readonly<Record<string, string>>;
  readonly fileHashes: readonly string[];
}

/** One version of a pack that a user owns. The active one is also a `PackRow`. */
export interface PackVersionRow extends PackRow {
  readonly version: string;
  readonly addedAt: string;
  readonly origin: PackOrigin;
}

/** One file of one or more packs, under its SHA-256. */
interface PackFileRow {
  readonly sha256: string;
  readonly bytes: ArrayBuffer;
}

/** One asset or job. A deleted one has no content. */
export interface SharedRow {
  readonly id: string;
  readonly type: SharedType;
  /** The hybrid clock's reading of its last change. */
  readonly at: string;
  readonly content?: Sealed<SharedItem>;
}

/** One setting: `device` (identity and clock) or `sync` (registration and choices). */
export interface SettingRow {
  readonly name: string;
  readonly value: unknown;
}

/** One batch. The counters are changed in the transactions that write its pictures. */
export interface BatchRow extends Pick<Batch, 'id' | 'startedAt' | 'chosen' | 'saved' | 'discarded' | 'inspectedMs'> {
  readonly phase: BatchPhase;
  /** At which picture the batch was resumed last, and how often in a row: see `resume-batches.ts`. */
  readonly resumedAt?: { readonly order: number; readonly times: number };
  readonly content: Sealed<Pick<Batch, 'name' | 'pack'>>;
}

/** A picture of a batch that has no saved result. */
export interface BatchPictureRow extends Pick<BatchPicture, 'batchId' | 'order' | 'hasFile'> {
  readonly phase: UnsavedState['phase'];
  readonly content: Sealed<Pick<BatchPicture, 'fileName' | 'source' | 'context' | 'sha256' | 'again' | 'state'>>;
}

/** The bytes of such a picture, or of one of a teaching. A separate row, so that pictures are listed without their bytes. */
export interface PictureFileRow extends Pick<BatchPicture, 'batchId' | 'order'> {
  readonly bytes: Sealed<ArrayBuffer>;
}

/** One teaching. Its content is read as a whole: there are few. */
export interface TeachingRow {
  readonly id: string;
  readonly startedAt: string;
  readonly phase: TeachPhase['phase'];
  readonly content: Sealed<Teaching>;
}

/** One picture of a teaching, with its thumbnail. Its bytes are in `pictureFiles`, under the id of the teaching. */
export interface TeachPictureRow extends Pick<TeachPicture, 'teachingId' | 'order'> {
  readonly content: Sealed<Omit<TeachPicture, 'teachingId' | 'order'>>;
  readonly thumbnail?: Sealed<ArrayBuffer>;
  /** What a look at it has found, and the numbers of its embedding. */
  readonly look?: Sealed<Omit<PictureLook, 'embedding'> | FailedLook>;
  readonly embedding?: Sealed<ArrayBuffer>;
}

/** Facets as the first columns of an index. */
type FacetKey = [packId: string, answer: string, severity: string, delivery: DeliveryState];

/** Stores and indexes, as `idb` checks them. Indexes in an order of time or score end with the id, so that no two rows tie. */
export interface FieldgradeSchema extends DBSchema {
  records: { key: string; value: RecordRow; indexes: { byBlobHash: string } };
  summaries: {
    key: string;
    value: SummaryRow;
    indexes: {
      byTime: [takenAt: string, id: string];
      byScore: [score: number, takenAt: string, id: string];
      byDay: [day: string, takenAt: string];
      byPackTime: [packId: string, takenAt: string, id: string];
      byPackScore: [packId: string, score: number, takenAt: string, id: string];
      byAsset: [assetId: string, takenAt: string, id: string];
      byJob: [jobId: string, takenAt: string, id: string];
      byBatch: [batchId: string, takenAt: string, id: string];
      byAssetScore: [assetId: string, score: number, takenAt: string, id: string];
      byJobScore: [jobId: string, score: number, takenAt: string, id: string];
      byBatchScore: [batchId: string, score: number, takenAt: string, id: string];
      byCorrected: [correctedMark: number, takenAt: string, id: string];
      byCorrectedScore: [correctedMark: number, score: number, takenAt: string, id: string];
      byPicture: [pictureSha256: string, takenAt: string, id: string];
      byFacetTime: [...FacetKey, takenAt: string, id: string];
      byFacetScore: [...FacetKey, score: number, takenAt: string, id: string];
    };
  };
  facetCounts: { key: FacetKey; value: FacetCountRow };
  groupDays: { key: [group: string, day: string]; value: GroupDayRow };
  measureDays: { key: string; value: MeasureDayRow };
  blobs: { key: string; value: BlobRow };
  packs: { key: string; value: PackRow; indexes: { byFileHash: string } };
  packFiles: { key: string; value: PackFileRow };
  packVersions: {
    key: [id: string, version: string];
    value: PackVersionRow;
    indexes: { byPack: string; byFileHash: string };
  };
  settings: { key: string; value: SettingRow };
  /** `byPhase` also carries the bytes, so that the outbox is summed up without reading its texts. */
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
  shared: { key: string; value: SharedRow; indexes: { byType: SharedType } };
  receipts: { key: string; value: StoredReceipt; indexes: { byConfirmedAt: string } };
  batches: {
    key: string;
    value: BatchRow;
    indexes: {
      byStart: [startedAt: string, id: string];
      byPhase: [phase: string, startedAt: string, id: string];
    };
  };
  batchPictures: {
    key: [batchId: string, order: number];
    value: BatchPictureRow;
    indexes: { byPhase: [batchId: string, phase: string, order: number] };
  };
  pictureFiles: { key: [batchId: string, order: number]; value: PictureFileRow };
  teachings: { key: string; value: TeachingRow };
  teachPictures: { key: [teachingId: string, order: number]; value: TeachPictureRow };
}

/** The stores of batches. */
export type BatchStore = 'batches' | 'batchPictures' | 'pictureFiles';

/** The stores of inspections, assets and jobs, their delivery, and the batches that inspections come from. */
export type ContentStore =
  | 'records'
  | 'summaries'
  | 'facetCounts'
  | 'groupDays'
  | 'measureDays'
  | 'blobs'
  | 'outbox'
  | 'receipts'
  | 'settings'
  | 'shared'
  | BatchStore;

/** A transaction over some of the content stores. */
export type ContentTransaction<Mode extends IDBTransactionMode = 'readwrite'> = IDBPTransaction<
  FieldgradeSchema,
  readonly ContentStore[],
  Mode
>;
