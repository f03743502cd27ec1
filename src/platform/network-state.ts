import type { NetworkState } from '../domain/network-state';

/** The Network Information API (WICG), as far as it is used; TypeScript does not know it. */
interface NetworkInformation {
  readonly type?: string;
  readonly saveData?: boolean;
}

/** The connection now. Works in pages and in service workers. */
export function networkState(): NetworkState {
  const { connection } = navigator as { readonly connection?: NetworkInformation };
  return { isOnline: navigator.onLine, metered: connection === undefined ? 'unknown' : meteredBy(connection) };
}

/** Kinds of connection by the word of the API; a person who saves data counts as paying for it. */
function meteredBy({ type, saveData }: NetworkInformation): NetworkState['metered'] {
  if (saveData === true || type === 'cellular') return 'yes';
  return type === 'wifi' || type === 'ethernet' ? 'no' : 'unknown';
}
