/** Imports an exported outbox: each change is stored as if its device had sent it. */
import {
  queueListingSchema,
  type BlobsAnswer,
  type IntakeFault,
  type QueueListing,
  type Receipt,
} from '../../src/protocol/intake';
import type { ImportAnswer } from '../../src/protocol/intake-records';
import type { Archive, ArchiveFault } from '../../src/archive/read-archive';
import { fail, succeed, type Result } from '../../src/domain/result';
import { blobName, changeName, listingName, queueArchiveLimits } from '../../src/protocol/queue-archive';
import { withArchive } from '../../node-host/with-archive';
import { writeAudit } from '../devices/audit';
import { sha256Hex } from '../../node-host/sha256';
import { parseExactJson } from '../http/read-body';
import type { ServerDependencies } from '../dependencies';
import { commitChange } from './commit-change';
import { storeBlob } from './store-blob';
import { readChange } from './read-change';
import { findMissing } from './receive-blobs';

/** The engineer and the request. */
export interface Importer {
  readonly label: string;
  readonly requestId: string;
}

type ListedChange = QueueListing['changes'][number];

/** Imports the ZIP file at `path`. A refused change does not stop the others. */
export async function importQueue(
  dependencies: ServerDependencies,
  path: string,
  importer: Importer,
): Promise<Result<ImportAnswer, IntakeFault>> {
  const imported = await withArchive(path, queueArchiveLimits, async (archive) => {
    const listing = await readListing(archive);
    return listing.ok ? succeed(await importAll(dependencies, archive, listing.value, importer)) : listing;
  });
  return imported.ok ? imported : fail(archiveFault(imported.fault));
}

function archiveFault(fault: IntakeFault | ArchiveFault): IntakeFault {
  switch (fault.kind) {
    case 'not-a-zip':
    case 'unsafe-name':
      return { kind: 'not-valid', at: 'body', wanted: 'a ZIP file' };
    case 'too-many-entries':
      return { kind: 'not-valid', at: 'body', wanted: 'a ZIP with fewer entries' };
    default:
      return fault;
  }
}

async function readListing(archive: Archive): Promise<Result<QueueListing, IntakeFault>> {
  const file = await readFile(archive, listingName);
  return file.ok ? parseExactJson(queueListingSchema, file.value) : file;
}

async function readFile(archive: Archive, name: string): Promise<Result<Uint8Array, IntakeFault>> {
  const read = await archive.read(name);
  return read.ok ? read : fail({ kind: 'not-valid', at: name, wanted: 'to be in the ZIP' });
}

async function importAll(
  dependencies: ServerDependencies,
  archive: Archive,
  { device, changes }: QueueListing,
  importer: Importer,
): Promise<ImportAnswer> {
  const answer: { receipts: Receipt[]; refused: { changeId: string; fault: IntakeFault }[] } = {
    receipts: [],
    refused: [],
  };
  for (const listed of changes) {
    const result = await importChange(dependencies, archive, listed, importer);
    if (result.ok) answer.receipts.push(result.value);
    else answer.refused.push({ changeId: listed.changeId, fault: result.fault });
  }
  const entry = { actor: `engineer ${importer.label}`, action: 'queue-imported', subject: device };
  await writeAudit(dependencies.db, { ...entry, requestId: importer.requestId }, new Date(dependencies.now()));
  return answer;
}

async function importChange(
  dependencies: ServerDependencies,
  archive: Archive,
  { changeId, contentHash }: ListedChange,
  { label, requestId }: Importer,
): Promise<Result<Receipt, IntakeFault>> {
  const file = await readFile(archive, changeName(changeId));
  if (!file.ok) return file;
  const bytes = file.value;
  const found = sha256Hex(bytes);
  if (found !== contentHash) return fail({ kind: 'wrong-hash', found });
  const read = readChange(changeId, bytes);
  if (!read.ok) return read;
  const { author, blobs } = read.value.change;
  const fault = await importBlobs(dependencies, archive, author, await findMissing(dependencies, author, blobs));
  if (fault !== undefined) return fail(fault);
  return commitChange(dependencies, { changeId, bytes, deliverer: { kind: 'engineer', label }, requestId });
}

async function importBlobs(
  dependencies: ServerDependencies,
  archive: Archive,
  owner: string,
  { missing }: BlobsAnswer,
): Promise<IntakeFault | undefined> {
  for (const { sha256 } of missing) {
    const read = await archive.read(blobName(sha256));
    // A missing blob is reported by the commit.
    if (!read.ok) continue;
    const kept = await storeBlob(dependencies, { owner, sha256 }, read.value, undefined);
    if (!kept.ok) return kept.fault;
  }
  return undefined;
}
