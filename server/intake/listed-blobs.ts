/** Checks the blobs that a change lists: complete, the deliverer's own, and as declared. */
import type { Change } from '../../src/protocol/change';
import type { IntakeFault } from '../../src/protocol/intake';
import type { ServerDependencies } from '../dependencies';
import type { Deliverer } from './write-change';
import { findMissing } from './receive-blobs';
import { mimeFault } from './sniff';

/** Whose blobs count: those of the device that delivers; an engineer brings them in the author's name. */
function blobOwner(deliverer: Deliverer, author: string): string {
  return deliverer.kind === 'device' ? deliverer.deviceId : author;
}

/** Why the change cannot be stored yet, or undefined if every blob has arrived. */
export async function findUnsentBlobs(
  dependencies: ServerDependencies,
  { blobs, author }: Change,
  deliverer: Deliverer,
): Promise<IntakeFault | undefined> {
  if (blobs.length === 0) return undefined;
  const { missing } = await findMissing(dependencies, blobOwner(deliverer, author), blobs);
  if (missing.length > 0) return { kind: 'blobs-missing', missing };
  return findMisfit(dependencies, blobs);
}

async function findMisfit({ db }: ServerDependencies, blobs: Change['blobs']): Promise<IntakeFault | undefined> {
  const names = blobs.map(({ sha256 }) => sha256);
  const rows = await db.selectFrom('blobs').selectAll().where('sha256', 'in', names).execute();
  const known = new Map(rows.map((row) => [row.sha256, row]));
  for (const [index, { sha256, bytes, mime }] of blobs.entries()) {
    const row = known.get(sha256);
    if (row?.bytes !== bytes)
      return { kind: 'not-valid', at: `blobs.${index}.bytes`, wanted: 'the length that arrived' };
    const fault = mimeFault(mime, row.mime);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
