/** The pages in the navigation. */
export type Place = 'records' | 'jobs' | 'overview' | 'devices' | 'transfer';

const root = '/office';

/** The addresses of the office. */
export const paths = {
  root,
  records: `${root}/records`,
  overview: `${root}/overview`,
  jobs: `${root}/jobs`,
  newJob: `${root}/jobs/new`,
  job: (id: string) => `${root}/jobs/${id}`,
  /** `/office/assets` has the style sheets. */
  assetList: `${root}/asset-list`,
  assetImport: `${root}/asset-list/import`,
  assetPage: (id: string) => `${root}/asset-list/${id}`,
  devices: `${root}/devices`,
  packs: `${root}/packs`,
  pack: (id: string) => `${root}/packs/${id}`,
  packFile: (id: string) => `${root}/packs/${id}/file`,
  trainings: `${root}/trainings`,
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

/** `path` with a query, unless that is empty. */
export function withQuery(path: string, query: string): string {
  return query === '' ? path : `${path}?${query}`;
}
