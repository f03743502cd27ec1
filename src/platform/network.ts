import type { NetworkState } from '../domain/network-state';

/** The Network Information API (WICG), as far as it is used. TypeScript has no types for it. */
interface NetworkInformation {
  readonly type?: string;
  readonly saveData?: boolean;
}

/** The connection now. Works in pages and in service workers. */
export function networkState(): NetworkState {
  const { connection } = navigator as { readonly connection?: NetworkInformation };
  return { isOnline: isOnline(), metered: connection === undefined ? 'unknown' : meteredBy(connection) };
}

/** Whether the device has a network. True does not mean that the server can be reached: see captive portals. */
export function isOnline(): boolean {
  return navigator.onLine;
}

/** A user who turned on data saving is treated as being on a metered connection. */
function meteredBy({ type, saveData }: NetworkInformation): NetworkState['metered'] {
  if (saveData === true || type === 'cellular') return 'yes';
  return type === 'wifi' || type === 'ethernet' ? 'no' : 'unknown';
}
