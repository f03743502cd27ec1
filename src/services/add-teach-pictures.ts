/** Copies the pictures of a teaching into storage, a few at a time, as those of a batch. */
import type { FileFault } from '../domain/file-fault';
import type { PictureFault } from '../domain/picture';
import type { StorageFault } from '../domain/record';
import { fail, succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import { mostPicturesOf } from '../domain/teaching';
import { readFile, type LazyFile } from '../platform/read-file';
import type { NewTeachPicture, TeachingRepository } from '../storage/teachings';
import type { NewPicture } from './inspect-queue-state';
import { isFullGroup } from './store-pictures';

export interface GivenPicture extends Pick<NewPicture, 'file' | 'fileName' | 'source'> {
  readonly label: string;
}

type ThumbnailOf = (bytes: ArrayBuffer) => Promise<ArrayBuffer | undefined>;

interface UnreadablePicture {
  readonly name: string;
  readonly fault: UnreadableFault;
}

type UnreadableFault = FileFault | PictureFault;

/** The outcome for the pictures that the user gave. */
export interface AddedPictures {
  readonly added: number;
  /** Names of pictures of which the teaching has a copy. */
  readonly copies: readonly string[];
  /** Over the limit of a teaching. */
  readonly tooMany: number;
  /** Files that are missing, damaged or not pictures. They are not stored: nothing could be learned from them. */
  readonly unreadable: readonly UnreadablePicture[];
}

export interface AddDependencies {
  readonly repository: Pick<TeachingRepository, 'byId' | 'addPictures'>;
  readonly sha256: Sha256;
  readonly makeThumbnail: ThumbnailOf;
  /** Why the file cannot be inspected; undefined where no fault is known. */
  readonly checkPicture: (bytes: ArrayBuffer) => Promise<UnreadableFault | undefined>;
}

/** Stores the pictures in their order and stops at the first group that does not fit. Those before it stay. */
export async function addTeachPictures(
  { id, pictures }: { readonly id: string; readonly pictures: readonly GivenPicture[] },
  dependencies: AddDependencies,
  onDone: (done: number) => void,
): Promise<Result<AddedPictures, StorageFault>> {
  const { repository, sha256 } = dependencies;
  const stored = await repository.byId(id);
  if (!stored.ok) return stored;
  const limit = mostPicturesOf(stored.value?.teaching ?? { kind: 'anomaly' });
  const known = new Set(stored.value?.pictures.map((picture) => picture.sha256));
  const copies: string[] = [];
  const unreadable: UnreadablePicture[] = [];
  let [group, added, tooMany]: [NewTeachPicture[], number, number] = [[], 0, 0];
  const flush = async (done: number): Promise<Result<void, StorageFault>> => {
    const written = group.length === 0 ? succeed(undefined) : await repository.addPictures(id, group);
    added += group.length;
    group = [];
    onDone(done);
    return written;
  };
  const take = async (picture: GivenPicture): Promise<void> => {
    const read = await readGiven(picture.file, sha256);
    if (read.ok && known.has(read.value.sha256)) {
      copies.push(picture.fileName);
      return;
    }
    const row = read.ok ? await rowOf(picture, read.value, dependencies) : read;
    if (!row.ok) {
      unreadable.push({ name: picture.fileName, fault: row.fault });
      return;
    }
    known.add(row.value.picture.sha256);
    group.push(row.value);
  };
  for (const [at, picture] of pictures.entries()) {
    if (known.size >= limit) {
      tooMany = pictures.length - at;
      break;
    }
    await take(picture);
    if (!isFullGroup(group)) continue;
    const written = await flush(at + 1);
    if (!written.ok) return written;
  }
  const written = await flush(pictures.length);
  return written.ok ? succeed({ added, copies, tooMany, unreadable }) : written;
}

interface ReadFile {
  readonly bytes: ArrayBuffer;
  readonly sha256: string;
}

async function readGiven(file: Blob | LazyFile, sha256: Sha256): Promise<Result<ReadFile, FileFault>> {
  const read = await readFile(file);
  return read.ok ? succeed({ bytes: read.value, sha256: await sha256(read.value) }) : read;
}

async function rowOf(
  { fileName, source, label }: GivenPicture,
  { bytes, sha256 }: ReadFile,
  { makeThumbnail, checkPicture }: AddDependencies,
): Promise<Result<NewTeachPicture, UnreadableFault>> {
  // The browser decodes in another thread than the worker that checks.
  const [fault, thumbnail] = await Promise.all([checkPicture(bytes), makeThumbnail(bytes)]);
  if (fault !== undefined) return fail(fault);
  return succeed({
    picture: { label, fileName, source, sha256, bytes: bytes.byteLength },
    bytes,
    ...(thumbnail && { thumbnail }),
  });
}
