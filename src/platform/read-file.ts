import type { FileFault } from '../domain/file-fault';
import { fail, succeed, type Result } from '../domain/result';

/** A file whose bytes are produced when they are needed, as one in an archive. */
export interface LazyFile {
  readonly read: () => Promise<Result<ArrayBuffer, FileFault>>;
}

/** The bytes of a file that the user chose. */
export async function readFile(file: Blob | LazyFile): Promise<Result<ArrayBuffer, FileFault>> {
  if ('read' in file) return file.read();
  try {
    return succeed(await file.arrayBuffer());
  } catch (error) {
    // File API, section 7.1: `NotFoundError`, `NotReadableError`, `SecurityError`.
    if (error instanceof DOMException && error.name === 'NotFoundError') return fail({ kind: 'file-missing' });
    return fail({ kind: 'file-unreadable', detail: String(error) });
  }
}

/** Whether the file can be read now, found out with its first byte. */
export async function checkReadable(file: Blob): Promise<Result<void, FileFault>> {
  const first = await readFile(file.slice(0, 1));
  return first.ok ? succeed(undefined) : first;
}
