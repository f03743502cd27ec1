/** Where everything of the office answers. The only place that knows. */
export type Place = 'records' | 'overview' | 'devices' | 'transfer';

const root = '/office';

export const paths = {
  root,
  records: `${root}/records`,
  overview: `${root}/overview`,
  devices: `${root}/devices`,
  transfer: `${root}/transfer`,
  signIn: `${root}/sign-in`,
  signOut: `${root}/sign-out`,
  live: `${root}/live`,
  report: `${root}/report`,
  import: `${root}/import`,
  asset: (name: string) => `${root}/assets/${name}`,
  record: (id: string) => `${root}/records/${id}`,
  blob: (sha256: string) => `${root}/blobs/${sha256}`,
  revoke: (deviceId: string) => `${root}/devices/${deviceId}/revoke`,
  export: (format: string) => `${root}/export/${format}`,
} as const;

/** `path` with its query, where there is one. */
export function withQuery(path: string, query: string): string {
  return query === '' ? path : `${path}?${query}`;
}
