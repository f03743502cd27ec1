/** How full the device is, and whether the browser promised to keep our data. */
export interface StorageHealth {
  readonly usedBytes?: number;
  readonly quotaBytes?: number;
  readonly persistent: boolean;
}

/** What the browser says; on plain http it says nothing. */
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

/** Room left, in bytes, where the browser says. */
export async function freeBytes(): Promise<number | undefined> {
  const { usedBytes, quotaBytes } = await storageHealth();
  return usedBytes === undefined || quotaBytes === undefined ? undefined : Math.max(0, quotaBytes - usedBytes);
}

/** Asks the browser to keep our data until the user removes it. It may say no, and may ask the user. */
export async function askToPersist(): Promise<boolean> {
  if (!('storage' in navigator)) return false;
  return (await navigator.storage.persisted()) || navigator.storage.persist();
}
