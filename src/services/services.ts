/** The services that features use, as types. `app/compose.ts` constructs them; features get them from `useServices()`. */
import type { InspectFault, VerdictRasters } from '../domain/inspection';
import type { Pack, PackFault } from '../domain/pack';
import type { InspectionRecord, PictureSource, RasterRef, StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import type { BackendWish, InspectedPicture, LoadedPack } from '../inspector/contract';
import type { DeliveryService } from './delivery';
import type { StorageHealth } from '../platform/storage-health';

export type { InspectedPicture } from '../inspector/contract';
export type { StorageHealth } from '../platform/storage-health';

/** A pack on offer, from `models/index.json`. `downloadBytes` counts only files that are not on the device yet. */
export interface PackOffer {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly summary: string;
  readonly onDevice: boolean;
  readonly downloadBytes: number;
  /** Another version than the one on the device; it is installed only when asked. */
  readonly update?: { readonly version: string; readonly downloadBytes: number };
  /** Set where this app cannot use it: it is shown with the reason, and the others go on. */
  readonly unusableBecause?: PackFault;
}

/** Why a pack could not be fetched. Other packs and all results stay as they are. */
export type PackFetchFault =
  | { readonly kind: 'offline' }
  | { readonly kind: 'server-refused'; readonly status: number; readonly path: string }
  | { readonly kind: 'not-a-pack-file'; readonly path: string; readonly contentType: string }
  | { readonly kind: 'pack-fault'; readonly fault: PackFault }
  | { readonly kind: 'storage-fault'; readonly fault: StorageFault };

/** Bytes fetched so far of all bytes to fetch. */
export interface DownloadProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
}

/** Packs: what is offered, what is on the device. */
export interface PackService {
  offers(): Promise<Result<readonly PackOffer[], PackFetchFault>>;
  /** The manifest of a pack that is on the device. */
  installed(packId: string): Promise<Pack | undefined>;
  /** Fetches what is missing, verifies size and SHA-256, stores the manifest last. Does nothing for what is there. */
  install(packId: string, onProgress: (progress: DownloadProgress) => void): Promise<Result<Pack, PackFetchFault>>;
  remove(packId: string): Promise<void>;
}

/** The inspector worker, seen from the page: loads a pack once, inspects pictures one after another. */
export interface Inspector {
  prepare(packId: string): Promise<Result<LoadedPack, PackFetchFault | InspectFault>>;
  inspect(
    job: { readonly packId: string; readonly file: Blob },
    signal?: AbortSignal,
  ): Promise<Result<InspectedPicture, InspectFault>>;
  setBackendWish(wish: BackendWish): void;
}

/** A picture just inspected, about to be kept. */
export interface NewInspection {
  readonly fileName: string;
  readonly source: PictureSource;
  readonly packTitle: string;
  readonly inspected: InspectedPicture;
}

/** The saved inspections, newest first. */
export interface InspectionService {
  save(inspection: NewInspection): Promise<Result<InspectionRecord, StorageFault>>;
  latest(page: { readonly limit: number; readonly before?: InspectionRecord }): Promise<readonly InspectionRecord[]>;
  count(): Promise<number>;
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
  onConnectivity(listener: (isOnline: boolean) => void): () => void;
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
