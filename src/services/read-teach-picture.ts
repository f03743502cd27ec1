import type { FileFault } from '../domain/file-fault';
import { fail, succeed, type Result } from '../domain/result';
import type { TeachPicture } from '../domain/teaching';
import type { TeachingRepository } from '../storage/teachings';

/** The bytes of a stored picture of a teaching, as those of a file. */
export async function readTeachPicture(
  picture: Pick<TeachPicture, 'teachingId' | 'order'>,
  repository: Pick<TeachingRepository, 'readFile'>,
): Promise<Result<ArrayBuffer, FileFault>> {
  const read = await repository.readFile(picture);
  if (!read.ok) return fail({ kind: 'file-unreadable', detail: read.fault.kind });
  return read.value === undefined ? fail({ kind: 'file-missing' }) : succeed(read.value);
}
