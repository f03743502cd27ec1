/** The services' access to the page and its device: network, locks, files, camera. */
import { canvasIsExact } from '../platform/canvas-check';
import { nowMs, schedule } from '../platform/clock';
import { filesOfFolder, readDroppedFiles } from '../platform/dropped-files';
import { newId } from '../platform/ids';
import { metered } from '../platform/network';
import { isVisible, onReportedConnectivity, onVisible } from '../platform/page-events';
import { printWith } from '../platform/print';
import { readLogo } from '../platform/read-logo';
import { readPixels } from '../platform/read-pixels';
import { savedOnce, saveFile } from '../platform/save-file';
import { canShareFiles, shareFile } from '../platform/share-file';
import { storageHealth } from '../platform/storage-health';
import { keepScreenOn } from '../platform/wake-lock';
import { holdLock, holdLockIfFree } from '../platform/web-locks';
import type { Device } from '../services/services';

export const locks = { hold: holdLock, holdIfFree: holdLockIfFree };

export const modelsPath = `${import.meta.env.BASE_URL}models/`;

export const networkOfPage = {
  fetch: (path: string, init?: RequestInit) => fetch(path, init),
  reportsOnline: () => navigator.onLine,
  metered,
  onReported: onReportedConnectivity,
  onVisible,
  isVisible,
  schedule,
  probePath: `${modelsPath}index.json`,
};

export const device: Omit<Device, 'disconnection' | 'onConnectivity'> = {
  storageHealth,
  canvasIsExact: () => Promise.resolve(canvasIsExact()),
  readDroppedFiles: (transfer) => readDroppedFiles(transfer),
  filesOfFolder: (chosen) => filesOfFolder(chosen),
  openCamera: async (cameraId) => (await import('../platform/camera')).openCamera(cameraId),
  keepScreenOn,
  newId,
  scanCode: async (video, signal) => (await import('../platform/scan-code')).scanCode(video, signal),
  saveFile: savedOnce(saveFile, nowMs),
  readLogo,
  readPixels,
  print: printWith,
  canShareFiles,
  shareFile,
};
