/**
 * What the screens need from the layers below, as ports: `app/compose.ts` joins them with storage, platform and the
 * inspector. A feature asks for them with `useServices()` and never opens a database, a worker or a request itself.
 */
import { createContext, useContext } from 'react';
import type { InspectFault, Verdict } from '../domain/inspection';
import type { Pack, PackFault } from '../domain/pack';
import type { InspectionRecord, PictureSource, RasterRef, StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import type { BackendWish, InspectedPicture, LoadedPack } from '../inspector/contract';
import type { DeliveryDesk } from './delivery-desk';
import type { StorageHealth } from '../platform/storage-health';

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
export interface PackLibrary {
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
export interface InspectionBook {
  save(inspection: NewInspection): Promise<Result<InspectionRecord, StorageFault>>;
  latest(page: { readonly limit: number; readonly before?: InspectionRecord }): Promise<readonly InspectionRecord[]>;
  count(): Promise<number>;
  byId(id: string): Promise<InspectionRecord | undefined>;
  /** Changes the note; gives the inspection as it is then, or nothing where it is gone. */
  edit(id: string, edit: { readonly note: string }): Promise<Result<InspectionRecord | undefined, StorageFault>>;
  remove(id: string): Promise<void>;
  /** The bytes behind a reference, checked against their hash. */
  read(ref: RasterRef): Promise<Result<ArrayBuffer, StorageFault>>;
  /** The verdict with its rasters read back, as the worker gave it. */
  verdictOf(record: InspectionRecord): Promise<Result<Verdict, StorageFault>>;
}

/** The device: storage and a sanity check of its canvas. */
export interface Device {
  storageHealth(): Promise<StorageHealth>;
  /** False where the browser adds noise to canvas reads (an anti-fingerprinting measure): results would be wrong. */
  canvasIsExact(): Promise<boolean>;
  isOnline(): boolean;
  onConnectivity(listener: (isOnline: boolean) => void): () => void;
}

/** Everything the screens are given. */
export interface Services {
  readonly packs: PackLibrary;
  readonly inspector: Inspector;
  readonly inspections: InspectionBook;
  readonly delivery: DeliveryDesk;
  readonly device: Device;
  readonly appBuild: string;
}

/** Filled once by `app/main.tsx`. */
export const ServicesContext = createContext<Services | undefined>(undefined);

/** The services; throws outside the provider, which is a bug. */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === undefined) throw new Error('ServicesContext is not provided');
  return services;
}
