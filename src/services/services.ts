/** The services that features use, as types. `app/compose.ts` constructs them; features get them from `useServices()`. */
import type { HistoryFilter, HistoryPage, HistoryQuery, PageBounds } from '../domain/history';
import type { VerdictRasters } from '../domain/inspection';
import type { InspectionRecord, PictureSource, RasterRef, StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import type { InspectedPicture } from '../inspector/contract';
import type { DeliveryService } from './delivery-service';
import type { Inspector } from './inspector';
import type { PackService } from './pack-service';
import type { StorageHealth } from '../platform/storage-health';

export type { InspectedPicture } from '../inspector/contract';
export type { StorageHealth } from '../platform/storage-health';

/** A picture just inspected, about to be kept. */
export interface NewInspection {
  readonly fileName: string;
  readonly source: PictureSource;
  readonly packTitle: string;
  readonly inspected: InspectedPicture;
}

/** The saved inspections. */
export interface InspectionService {
  save(inspection: NewInspection): Promise<Result<InspectionRecord, StorageFault>>;
  /** A page of summaries: lists read no whole records. */
  history(query: HistoryQuery, bounds: PageBounds): Promise<HistoryPage>;
  count(filter: HistoryFilter): Promise<number>;
  byId(id: string): Promise<InspectionRecord | undefined>;
  /** Changes the note; gives the inspection as it is then, or nothing where it is gone. */
  edit(id: string, edit: { readonly note: string }): Promise<Result<InspectionRecord | undefined, StorageFault>>;
  remove(id: string): Promise<void>;
  /** The bytes behind a reference, checked against their hash. */
  read(ref: RasterRef): Promise<Result<ArrayBuffer, StorageFault>>;
  /** The rasters of the record's anomaly verdict; `undefined` where it has none. */
  rastersOf(record: InspectionRecord): Promise<Result<VerdictRasters | undefined, StorageFault>>;
}

/** The device: storage and a sanity check of its canvas. */
export interface Device {
  storageHealth(): Promise<StorageHealth>;
  /** False where the browser adds noise to canvas reads (an anti-fingerprinting measure): results would be wrong. */
  canvasIsExact(): Promise<boolean>;
  isOnline(): boolean;
  /** Calls back at each change of `isOnline`. */
  onConnectivity(listener: () => void): () => void;
  /** Offers bytes to the user as a download of this name. */
  saveFile(bytes: Blob, name: string): void;
}

/** Everything the screens are given. */
export interface Services {
  readonly packs: PackService;
  readonly inspector: Inspector;
  readonly inspections: InspectionService;
  readonly delivery: DeliveryService;
  readonly device: Device;
  readonly appBuild: string;
}
