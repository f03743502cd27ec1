import type { PictureFault } from '../../domain/picture';
import { fail, succeed, type Result } from '../../domain/result';
import { readPictureFile, type PictureLimits } from './read-picture-file';

/** Checks a picture file, including its compressed data, without decoding it. */
export function checkPictureFile(bytes: Uint8Array, limits?: PictureLimits): Result<void, PictureFault> {
  const file = readPictureFile(bytes, limits);
  if (!file.ok) return file;
  const kind = file.value.dataFault();
  return kind === undefined ? succeed(undefined) : fail({ kind, format: file.value.format });
}
