/** The services that features use, as types. `app/compose.ts` constructs them; features get them from `useServices()`. */
import type { CorrectionService } from './correction-service';
import type { AssetService } from './asset-service';
import type { BaselineService } from './baseline-service';
import type { BatchService } from './batch-service';
import type { DeliveryService } from './delivery-service';
import type { IncomingDocuments } from './incoming-documents';
import type { DeletionService } from './deletion-service';
import type { HistoryService } from './history-service';
import type { InspectQueue } from './inspect-queue';
import type { InspectionService } from './inspection-service';
import type { Inspector } from './inspector';
import type { JobService } from './job-service';
import type { LearningService } from './learning-service';
import type { OfficePacks } from './office-packs';
import type { NoteService } from './note-service';
import type { OnnxService } from './onnx-service';
import type { PackLibrary } from './pack-library';
import type { PackService } from './pack-service';
import type { SelectionService } from './selection-service';
import type { TeachingService } from './teaching-service';
import type { Picture } from '../domain/picture';
import type { Result } from '../domain/result';
import type { Camera, CameraFault } from '../platform/camera';
import type { DroppedFiles } from '../platform/dropped-files';
import type { ScanFault } from '../platform/scan-code';
import type { StorageHealth } from '../platform/storage-health';

export type { Camera, CameraFault } from '../platform/camera';
export type { DroppedFiles } from '../platform/dropped-files';
export type { ScanFault } from '../platform/scan-code';
export type { StorageHealth } from '../platform/storage-health';

/** What features need from the browser. */
export interface Device {
  storageHealth(): Promise<StorageHealth>;
  /** False where the browser adds noise to canvas reads, as a measure against fingerprinting: results would be wrong. */
  canvasIsExact(): Promise<boolean>;
  /** Why the server cannot be reached, as far as the browser and the requests of the app have shown. */
  disconnection(): 'offline' | 'unreachable' | 'login-page' | undefined;
  /** Calls back at each change of `disconnection`. */
  onConnectivity(listener: () => void): () => void;
  /** The files of a drop, also those in dropped folders. Must be called while the drop event is handled. */
  readDroppedFiles(transfer: DataTransfer): Promise<DroppedFiles>;
  /** The files of a folder that was chosen in a file chooser. */
  filesOfFolder(chosen: readonly File[]): DroppedFiles;
  /** Opens the camera with this id; without one, the camera at the back where there is one. */
  openCamera(cameraId?: string): Promise<Result<Camera, CameraFault>>;
  /** Keeps the screen on until the returned function is called. */
  keepScreenOn(): () => void;
  /** A new UUID. */
  newId(): string;
  /** Shows the camera in `video` until it sees a QR or bar code, and returns its text. */
  scanCode(video: HTMLVideoElement, signal: AbortSignal): Promise<Result<string, ScanFault>>;
  /** Offers bytes to the user as a download of this name. */
  saveFile(bytes: Blob, name: string): void;
  /** A picture file as a small picture in a data address; undefined where the browser cannot show it. */
  readLogo(file: Blob): Promise<string | undefined>;
  /** The pixels of a small picture file; undefined where the browser cannot show it. */
  readPixels(bytes: ArrayBuffer): Promise<Picture | undefined>;
  /** Prints the page with these `@page` rules. */
  print(rules: string): void;
  canShareFiles(): boolean;
  shareFile(file: File): Promise<void>;
}

/** Everything that features use. */
export interface Services {
  readonly packs: PackService;
  readonly packLibrary: PackLibrary;
  readonly onnx: OnnxService;
  readonly inspector: Inspector;
  readonly inspections: InspectionService;
  readonly baselines: BaselineService;
  readonly history: HistoryService;
  readonly deletions: DeletionService;
  readonly selections: SelectionService;
  readonly queue: InspectQueue;
  readonly batches: BatchService;
  readonly notes: NoteService;
  readonly corrections: CorrectionService;
  readonly assets: AssetService;
  readonly jobs: JobService;
  readonly teachings: TeachingService;
  readonly learning: LearningService;
  readonly officePacks: OfficePacks;
  readonly documents: IncomingDocuments;
  readonly delivery: DeliveryService;
  readonly device: Device;
  readonly appBuild: string;
}
