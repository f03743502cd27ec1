/** One inspection as the result screen shows it, saved or only in memory. */
import type { Capture } from '../../domain/capture';
import type { CaptureTime } from '../../domain/capture-time';
import { shownRecord } from '../../domain/corrected-verdict';
import type { Provenance, Verdict, VerdictRasters, VerdictWithRasters } from '../../domain/inspection';
import type { MaskRaster } from '../../domain/picture';
import type { InspectionRecord, PictureSource, StorageFault } from '../../domain/record';
import type { Result } from '../../domain/result';
import type { InspectionPixels } from '../../services/inspection-service';
import type { QueueItem } from '../../services/inspect-queue-state';

/** What the result screen shows as text: the verdict and where the picture came from. */
export interface InspectionFacts extends Verdict {
  readonly fileName: string;
  readonly source: PictureSource;
  readonly packTitle: string;
  /** When it was inspected. */
  readonly takenAt?: string;
  /** When it was taken, if the file says so. */
  readonly captured?: CaptureTime;
  /** How the viewfinder judged the photo. */
  readonly capture?: Capture;
  readonly note?: string;
  readonly provenance: Provenance & { readonly appBuild?: string };
  readonly photoSha256?: string;
}

/** What the views are drawn from: the corrected verdict, and the map and mask that belong to it. */
export interface ViewSource extends VerdictWithRasters {
  readonly photo: { readonly bytes: ArrayBuffer; readonly mime: string };
  /** The mask with the regions that a person drew, where there are corrections. The heat map shows only what was measured. */
  readonly filledMask?: MaskRaster;
}

/** An inspection on the result screen. `view` is undefined while it is read. */
export interface ShownInspection {
  readonly id: string;
  readonly facts: InspectionFacts;
  readonly view: Result<ViewSource, StorageFault> | undefined;
  /** As it is stored, without corrections applied. Absent while the result is only in memory. */
  readonly record?: InspectionRecord;
  /** As they are stored. */
  readonly pixels?: InspectionPixels;
  /** Map and mask as the pack measured them, without corrections. */
  readonly measured?: VerdictRasters;
  /** Set while the result is only in memory. */
  readonly unsavedBecause?: StorageFault;
}

/** A saved record as the screen shows it. */
export function recordToFacts(record: InspectionRecord): InspectionFacts {
  return { ...shownRecord(record), photoSha256: record.photo.sha256 };
}

/** A queue item that could not be saved, as the screen shows it; undefined for any other item. */
export function unsavedToShown(item: QueueItem): ShownInspection | undefined {
  if (item.state.phase !== 'unsaved') return undefined;
  const { inspected, fault } = item.state;
  const { captured } = inspected;
  return {
    id: item.id,
    facts: {
      ...inspected.verdict,
      ...(captured && { captured }),
      fileName: item.fileName,
      source: item.source,
      packTitle: item.pack.title,
    },
    view: { ok: true, value: inspected },
    unsavedBecause: fault,
  };
}
