/** Checks the blobs that a change lists: complete, the deliverer's own, and as declared. */
import type { SentChange } from '../../src/protocol/change';
import type { IntakeFault } from '../../src/protocol/intake';
import type { BlobRow } from '../database/schema';
import type { ServerDependencies } from '../dependencies';
import type { Deliverer } from './write-change';
import { findMissing } from './receive-blobs';
import { mimeFault } from './sniff';

/** Whose blobs count: those of the device that delivers. An engineer imports them for the author. */
function blobOwner(deliverer: Deliverer, author: string): string {
  return deliverer.kind === 'device' ? deliverer.deviceId : author;
}

/** Why the change cannot be stored yet, or undefined if every blob has arrived. */
export async function findUnsentBlobs(
  dependencies: ServerDependencies,
  { blobs, author }: SentChange,
  deliverer: Deliverer,
): Promise<IntakeFault | undefined> {
  if (blobs.length === 0) return undefined;
  const owner = blobOwner(deliverer, author);
  const known = await ownedBlobs(dependencies, owner, blobs);
  if (blobs.every(({ sha256 }) => known.has(sha256))) return findMismatch(known, blobs);
  const { missing } = await findMissing(dependencies, owner, blobs);
  if (missing.length > 0) return { kind: 'blobs-missing', missing };
  // The query has completed those whose parts had all arrived.
  return findMismatch(await ownedBlobs(dependencies, owner, blobs), blobs);
}

type KnownBlobs = ReadonlyMap<string, Pick<BlobRow, 'bytes' | 'mime'>>;

async function ownedBlobs({ db }: ServerDependencies, owner: string, blobs: SentChange['blobs']): Promise<KnownBlobs> {
  const names = [...new Set(blobs.map(({ sha256 }) => sha256))];
  const rows = await db
    .selectFrom('blob_owners')
    .innerJoin('blobs', 'blobs.sha256', 'blob_owners.sha256')
    .select(['blobs.sha256', 'blobs.bytes', 'blobs.mime'])
    .where('blob_owners.owner', '=', owner)
    .where('blob_owners.sha256', 'in', names)
    .execute();
  return new Map(rows.map((row) => [row.sha256, row]));
}

function findMismatch(known: KnownBlobs, blobs: SentChange['blobs']): IntakeFault | undefined {
  for (const [index, { sha256, bytes, mime }] of blobs.entries()) {
    const row = known.get(sha256);
    if (row?.bytes !== bytes)
      return { kind: 'not-valid', at: `blobs.${index}.bytes`, wanted: 'the length that arrived' };
    const fault = mimeFault(mime, row.mime);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
