/** Reports missing blobs and receives them part by part. */
import { partBytes, type BlobsAnswer, type IntakeFault, type PartAnswer } from '../../src/protocol/intake';
import { fail, succeed, type Result } from '../../src/domain/result';
import type { ServerDependencies } from '../dependencies';
import {
  addPart,
  isComplete,
  progressOf,
  progressOfAll,
  type BlobKey,
  type BlobPart,
  type Progress,
} from './blob-parts';
import { finishBlob, storeBlob } from './store-blob';

/** A blob that a device asks about. */
export interface AskedBlob {
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Which of `blobs` of `owner` are missing, and how much of each has arrived. A blob whose last response was lost
 * is completed here.
 */
export async function findMissing(
  dependencies: ServerDependencies,
  owner: string,
  blobs: readonly AskedBlob[],
): Promise<BlobsAnswer> {
  const names = [...new Set(blobs.map(({ sha256 }) => sha256))];
  const progress = await progressOfAll(dependencies.db, owner, names);
  const missing: { sha256: string; receivedBytes: number }[] = [];
  for (const sha256 of names) {
    const receivedBytes = await receivedOf(dependencies, { owner, sha256 }, progress.get(sha256));
    if (receivedBytes !== 'all') missing.push({ sha256, receivedBytes });
  }
  return { missing };
}

async function receivedOf(
  dependencies: ServerDependencies,
  key: BlobKey,
  progress: Progress | undefined,
): Promise<number | 'all'> {
  if (progress === undefined) return 0;
  if (progress.kind === 'kept') return 'all';
  if (!isComplete(progress)) return progress.receivedBytes;
  const finished = await finishBlob(dependencies, key, undefined);
  return finished.ok ? 'all' : 0;
}

/** Stores one part; the last one completes the blob. Idempotent. */
export async function receivePart(
  dependencies: ServerDependencies,
  part: BlobPart,
  declaredMime: string | undefined,
): Promise<Result<PartAnswer, IntakeFault>> {
  const fault = partFault(part);
  if (fault !== undefined) return fail(fault);
  if (part.content.byteLength === part.totalBytes) return receiveWhole(dependencies, part, declaredMime);
  const added = await addPart(dependencies.db, part, new Date(dependencies.now()));
  if (!added.ok) return added;
  return answerPart(dependencies, part, added.value, declaredMime);
}

/** Most blobs fit into one part: they are stored at once, whatever has arrived of them before. */
async function receiveWhole(
  dependencies: ServerDependencies,
  { owner, sha256, content }: BlobPart,
  declaredMime: string | undefined,
): Promise<Result<PartAnswer, IntakeFault>> {
  const stored = await storeBlob(dependencies, { owner, sha256 }, content, declaredMime);
  return stored.ok ? succeed({ sha256, receivedBytes: content.byteLength, isWhole: true }) : stored;
}

function partFault({ offset, totalBytes, content }: BlobPart): IntakeFault | undefined {
  const end = offset + content.byteLength;
  if (end > totalBytes) return { kind: 'not-valid', at: 'upload-offset', wanted: 'a part within the length' };
  // An empty part at the end completes a blob whose parts have all arrived.
  if (content.byteLength > 0 || offset === totalBytes) return undefined;
  return { kind: 'not-valid', at: 'body', wanted: `1 to ${partBytes} bytes` };
}

async function answerPart(
  dependencies: ServerDependencies,
  { owner, sha256, totalBytes }: BlobPart,
  progress: Progress,
  declaredMime: string | undefined,
): Promise<Result<PartAnswer, IntakeFault>> {
  if (progress.kind === 'kept') return succeed({ sha256, receivedBytes: totalBytes, isWhole: true });
  if (!isComplete(progress)) return succeed({ sha256, receivedBytes: progress.receivedBytes, isWhole: false });
  const finished = await finishBlob(dependencies, { owner, sha256 }, declaredMime);
  if (finished.ok) return succeed({ sha256, receivedBytes: progress.receivedBytes, isWhole: true });
  const now = await progressOf(dependencies.db, { owner, sha256 });
  return now.kind === 'kept' ? succeed({ sha256, receivedBytes: totalBytes, isWhole: true }) : finished;
}
