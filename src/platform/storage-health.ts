/** Storage use, and whether the browser has promised not to delete the data. */
export interface StorageHealth {
  readonly usedBytes?: number;
  readonly quotaBytes?: number;
  readonly persistent: boolean;
}

/** The storage health. On plain http the browser does not report it. */
export async function storageHealth(): Promise<StorageHealth> {
  if (!('storage' in navigator)) return { persistent: false };
  const [{ usage, quota }, persistent] = await Promise.all([
    navigator.storage.estimate(),
    navigator.storage.persisted(),
  ]);
  return {
    ...(usage === undefined ? {} : { usedBytes: usage }),
    ...(quota === undefined ? {} : { quotaBytes: quota }),
    persistent,
  };
}

/** Free storage in bytes; undefined where the browser does not report it. */
export async function freeBytes(): Promise<number | undefined> {
  const { usedBytes, quotaBytes } = await storageHealth();
  return usedBytes === undefined || quotaBytes === undefined ? undefined : Math.max(0, quotaBytes - usedBytes);
}

/** Asks the browser not to delete the data. It may refuse, and may ask the user. */
export async function askToPersist(): Promise<boolean> {
  if (!('storage' in navigator)) return false;
  return (await navigator.storage.persisted()) || navigator.storage.persist();
}
