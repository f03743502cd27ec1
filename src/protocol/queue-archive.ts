/** Names and size limits of the files in a queue ZIP (`docs/adr/0004-changes-blobs-receipts.md`), for its writer and its two readers. */
import { blobLimitBytes } from '../domain/blob-ref';
import { changeLimitBytes } from '../domain/change';

/** The listing of the changes. */
export const listingName = 'queue.json';

/** The exact text of a change. */
export function changeName(changeId: string): string {
  return `changes/${changeId}.json`;
}

/** The bytes of a photo or raster. */
export function blobName(sha256: string): string {
  return `blobs/${sha256}`;
}

/** The listing of 100,000 changes with their blobs has about 90 MiB. */
const listingLimitBytes = 128 * 2 ** 20;

const expected: readonly { readonly form: RegExp; readonly limitBytes: number }[] = [
  { form: /^queue\.json$/, limitBytes: listingLimitBytes },
  { form: /^changes\/[0-9a-f-]{36}\.json$/i, limitBytes: changeLimitBytes },
  { form: /^blobs\/[0-9a-f]{64}$/, limitBytes: blobLimitBytes },
];

/** What a queue ZIP may contain; other entries are ignored. 600,000 entries: 100,000 changes with five blobs each. */
export const queueArchiveLimits = {
  entries: 600_000,
  entryBytes: (name: string): number | undefined => expected.find(({ form }) => form.test(name))?.limitBytes,
};
