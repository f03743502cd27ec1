import type { OpenSample } from '../features/inspect/sample-pictures';

/** Reads a built-in picture from the app's own address (offline: from the service worker's cache). */
export const openSample: OpenSample = async (path) => {
  try {
    const response = await fetch(`${import.meta.env.BASE_URL}${path}`);
    const isPicture = response.headers.get('content-type')?.startsWith('image/') ?? false;
    return response.ok && isPicture ? await response.blob() : undefined;
  } catch {
    // No connection and not cached yet; the screen says so.
    return undefined;
  }
};
