/** What stands where in a queue ZIP (`docs/adr/0004-changes-blobs-receipts.md`). */
export const listingName = 'queue.json';

/** The exact text of a change. */
export function changeName(changeId: string): string {
  return `changes/${changeId}.json`;
}

/** The bytes of a photo or raster. */
export function blobName(sha256: string): string {
  return `blobs/${sha256}`;
}
