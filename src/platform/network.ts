import type { NetworkState } from '../domain/network-state';

/** The Network Information API (WICG), as far as it is used. TypeScript has no types for it. */
interface NetworkInformation {
  readonly type?: string;
  readonly saveData?: boolean;
}

/** The connection as the browser reports it. Works in pages and in service workers. */
export function reportedNetwork(): NetworkState {
  return { isOnline: navigator.onLine, metered: metered() };
}

/** Whether the connection is metered. A user who turned on data saving is treated as being on one. */
export function metered(): NetworkState['metered'] {
  const { connection } = navigator as { readonly connection?: NetworkInformation };
  if (connection === undefined) return 'unknown';
  const { type, saveData } = connection;
  if (saveData === true || type === 'cellular') return 'yes';
  return type === 'wifi' || type === 'ethernet' ? 'no' : 'unknown';
}
