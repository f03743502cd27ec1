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

export interface NewLesson extends Pick<NewPicture, 'file' | 'fileName' | 'source'> {
  readonly label: string;
}

type ThumbnailOf = (bytes: ArrayBuffer) => Promise<ArrayBuffer | undefined>;

interface UnreadableLesson {
  readonly name: string;
  readonly fault: LessonFault;
}

type LessonFault = FileFault | PictureFault;

/** What became of the pictures that the user gave. */
export interface AddedLessons {
  readonly added: number;
  /** Names of pictures of which the teaching has a copy. */
  readonly copies: readonly string[];
  /** Over the limit of a teaching. */
  readonly tooMany: number;
  /** Files that are missing, damaged or no pictures. They are not stored: nothing could be learned from them. */
  readonly unreadable: readonly UnreadableLesson[];
}

export interface AddDependencies {
  readonly repository: Pick<TeachingRepository, 'byId' | 'addPictures'>;
  readonly sha256: Sha256;
  readonly makeThumbnail: ThumbnailOf;
  /** Why the file cannot be inspected; undefined where nothing is known against it. */
  readonly checkPicture: (bytes: ArrayBuffer) => Promise<LessonFault | undefined>;
}

/** Stores the pictures in their order and stops at the first group that does not fit. Those before it stay. */
export async function addLessons(
  { id, lessons }: { readonly id: string; readonly lessons: readonly NewLesson[] },
  dependencies: AddDependencies,
  onDone: (done: number) => void,
): Promise<Result<AddedLessons, StorageFault>> {
  const { repository, sha256 } = dependencies;
  const stored = await repository.byId(id);
  if (!stored.ok) return stored;
  const limit = mostPicturesOf(stored.value?.teaching ?? { kind: 'anomaly' });
  const known = new Set(stored.value?.pictures.map((picture) => picture.sha256));
  const copies: string[] = [];
  const unreadable: UnreadableLesson[] = [];
  let [group, added, tooMany]: [NewTeachPicture[], number, number] = [[], 0, 0];
  const flush = async (done: number): Promise<Result<void, StorageFault>> => {
    const written = group.length === 0 ? succeed(undefined) : await repository.addPictures(id, group);
    added += group.length;
    group = [];
    onDone(done);
    return written;
  };
  const take = async (lesson: NewLesson): Promise<void> => {
    const read = await readLesson(lesson.file, sha256);
    if (read.ok && known.has(read.value.sha256)) {
      copies.push(lesson.fileName);
      return;
    }
    const row = read.ok ? await lessonRow(lesson, read.value, dependencies) : read;
    if (!row.ok) {
      unreadable.push({ name: lesson.fileName, fault: row.fault });
      return;
    }
    known.add(row.value.picture.sha256);
    group.push(row.value);
  };
  for (const [at, lesson] of lessons.entries()) {
    if (known.size >= limit) {
      tooMany = lessons.length - at;
      break;
    }
    await take(lesson);
    if (!isFullGroup(group)) continue;
    const written = await flush(at + 1);
    if (!written.ok) return written;
  }
  const written = await flush(lessons.length);
  return written.ok ? succeed({ added, copies, tooMany, unreadable }) : written;
}

interface ReadLesson {
  readonly bytes: ArrayBuffer;
  readonly sha256: string;
}

async function readLesson(file: Blob | LazyFile, sha256: Sha256): Promise<Result<ReadLesson, FileFault>> {
  const read = await readFile(file);
  return read.ok ? succeed({ bytes: read.value, sha256: await sha256(read.value) }) : read;
}

async function lessonRow(
  { fileName, source, label }: NewLesson,
  { bytes, sha256 }: ReadLesson,
  { makeThumbnail, checkPicture }: AddDependencies,
): Promise<Result<NewTeachPicture, LessonFault>> {
  // The browser decodes in another thread than the worker that checks.
  const [fault, thumbnail] = await Promise.all([checkPicture(bytes), makeThumbnail(bytes)]);
  if (fault !== undefined) return fail(fault);
  return succeed({
    picture: { label, fileName, source, sha256, bytes: bytes.byteLength },
    bytes,
    ...(thumbnail && { thumbnail }),
  });
}
