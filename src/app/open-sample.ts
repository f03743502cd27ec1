import type { OpenSample } from '../features/inspect/sample-pictures';

/** Reads a built-in picture from the app's address (offline: from the cache of the service worker). */
export const openSample: OpenSample = async (path) => {
  try {
    const response = await fetch(`${import.meta.env.BASE_URL}${path}`);
    const isPicture = response.headers.get('content-type')?.startsWith('image/') ?? false;
    return response.ok && isPicture ? await response.blob() : undefined;
  } catch {
    // No connection and not cached yet: the screen shows this.
    return undefined;
  }
};
