import type { AnomalyVerdict, Provenance, Verdict } from './inspection';

/** Stored bytes, addressed by their SHA-256 (lower-case hex). */
export interface BlobRef {
  readonly sha256: string;
  readonly bytes: number;
  readonly mime: string;
}

/** How a picture came in. */
export type PictureSource = 'camera' | 'file' | 'drop' | 'paste' | 'sample';

/** A raster kept as bytes: `map` is little-endian float32, `mask` one bit per cell, row after row, high bit first. */
export interface RasterRef extends BlobRef {
  readonly width: number;
  readonly height: number;
}

/** The anomaly verdict of a record, with its rasters by reference. */
export interface RecordedAnomaly extends AnomalyVerdict {
  readonly map: RasterRef;
  readonly mask: RasterRef;
}

/** One saved inspection. Only the note changes after it is saved; fields a newer version knows are left alone. */
export interface InspectionRecord extends Verdict {
  readonly id: string;
  /** ISO 8601 in UTC, and the device's offset at that moment, so that local time can be told later. */
  readonly takenAt: string;
  readonly utcOffsetMinutes: number;
  readonly fileName: string;
  readonly source: PictureSource;
  readonly packTitle: string;
  /** What a person wrote about it, at most 4,000 characters. */
  readonly note?: string;
  readonly anomaly?: RecordedAnomaly;
  readonly photo: RasterRef;
  readonly thumbnail: RasterRef;
  readonly provenance: Provenance & { readonly appBuild: string };
}

/** Why something could not be kept or read. Nothing already stored is lost by any of these. */
export type StorageFault =
  | { readonly kind: 'storage-full'; readonly neededBytes: number; readonly freeBytes?: number }
  | { readonly kind: 'storage-unavailable'; readonly detail: string }
  /** Other tabs changed the same rows each time that this change was about to be committed. */
  | { readonly kind: 'write-conflict'; readonly attempts: number }
  | { readonly kind: 'newer-database'; readonly wanted: number; readonly found: number }
  | { readonly kind: 'damaged'; readonly sha256: string };
