/** What the browser reports about the connection. `metered` is `unknown` in browsers without the Network Information API. */
export interface NetworkState {
  readonly isOnline: boolean;
  readonly metered: 'yes' | 'no' | 'unknown';
}
