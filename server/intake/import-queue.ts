/** An exported queue, brought by an engineer: each change as if its device had sent it. */
import {
  queueListingSchema,
  type BlobsAnswer,
  type IntakeFault,
  type QueueListing,
  type Receipt,
} from '../../src/protocol/intake';
import type { ImportAnswer } from '../../src/protocol/intake-records';
import { fail, succeed, type Result } from '../../src/domain/result';
import { writeAudit } from '../devices/audit';
import { sha256Hex } from '../devices/tokens';
import { parseJson } from '../http/read-body';
import type { ServerDependencies } from '../dependencies';
import { commitChange } from './commit-change';
import { storeBlob } from './store-blob';
import { openQueueZip } from './queue-zip';
import { readChange } from './read-change';
import { findMissing } from './receive-blobs';
import type { OpenZip } from './zip-file';

/** Who imports, in which request. */
export interface Importer {
  readonly label: string;
  readonly requestId: string;
}

type ListedChange = QueueListing['changes'][number];

/** Imports the queue ZIP in the file `path`. A change that is refused keeps none of the others back. */
export async function importQueue(
  dependencies: ServerDependencies,
  path: string,
  importer: Importer,
): Promise<Result<ImportAnswer, IntakeFault>> {
  const zip = await openQueueZip(path);
  if (!zip.ok) return zip;
  try {
    const listing = await readListing(zip.value);
    return listing.ok ? succeed(await importAll(dependencies, zip.value, listing.value, importer)) : listing;
  } finally {
    await zip.value.close();
  }
}

async function readListing(zip: OpenZip): Promise<Result<QueueListing, IntakeFault>> {
  const bytes = await zip.read('queue.json');
  if (bytes === undefined) return fail({ kind: 'not-valid', at: 'queue.json', wanted: 'to be in the ZIP' });
  return parseJson(queueListingSchema, bytes);
}

async function importAll(
  dependencies: ServerDependencies,
  zip: OpenZip,
  { device, changes }: QueueListing,
  importer: Importer,
): Promise<ImportAnswer> {
  const answer: { receipts: Receipt[]; refused: { changeId: string; fault: IntakeFault }[] } = {
    receipts: [],
    refused: [],
  };
  for (const listed of changes) {
    const result = await importChange(dependencies, zip, listed, importer);
    if (result.ok) answer.receipts.push(result.value);
    else answer.refused.push({ changeId: listed.changeId, fault: result.fault });
  }
  const entry = { actor: `engineer ${importer.label}`, action: 'queue-imported', subject: device };
  await writeAudit(dependencies.db, { ...entry, requestId: importer.requestId }, new Date(dependencies.now()));
  return answer;
}

async function importChange(
  dependencies: ServerDependencies,
  zip: OpenZip,
  { changeId, contentHash }: ListedChange,
  { label, requestId }: Importer,
): Promise<Result<Receipt, IntakeFault>> {
  const bytes = await zip.read(`changes/${changeId}.json`);
  if (bytes === undefined)
    return fail({ kind: 'not-valid', at: `changes/${changeId}.json`, wanted: 'to be in the ZIP' });
  const found = sha256Hex(bytes);
  if (found !== contentHash) return fail({ kind: 'wrong-hash', found });
  const read = readChange(changeId, bytes);
  if (!read.ok) return read;
  const { author, blobs } = read.value.change;
  const fault = await importBlobs(dependencies, zip, author, await findMissing(dependencies, author, blobs));
  if (fault !== undefined) return fail(fault);
  return commitChange(dependencies, { changeId, bytes, deliverer: { kind: 'engineer', label }, requestId });
}

async function importBlobs(
  dependencies: ServerDependencies,
  zip: OpenZip,
  owner: string,
  { missing }: BlobsAnswer,
): Promise<IntakeFault | undefined> {
  for (const { sha256 } of missing) {
    const bytes = await zip.read(`blobs/${sha256}`);
    // The commit tells which are missing.
    const kept = bytes === undefined ? undefined : await storeBlob(dependencies, { owner, sha256 }, bytes, undefined);
    if (kept?.ok === false) return kept.fault;
  }
  return undefined;
}
