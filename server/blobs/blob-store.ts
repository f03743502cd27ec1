/** The interface of blob stores. One contract suite runs on each implementation. */

/** Bytes by their SHA-256 in lower-case hex. Writing the same blob twice at once is allowed and changes nothing. */
export interface BlobStore {
  has(sha256: string): Promise<boolean>;
  /** When this resolves, the complete blob is stored durably; when it rejects, none of it can be read. */
  put(sha256: string, bytes: Uint8Array): Promise<void>;
  /** The bytes, or undefined if the blob does not exist. */
  read(sha256: string): Promise<Uint8Array | undefined>;
  remove(sha256: string): Promise<void>;
}

const form = /^[0-9a-f]{64}$/;

/** Throws unless `sha256` is a SHA-256: nothing else may become part of a path or key. */
export function assertSha256(sha256: string): void {
  if (!form.test(sha256)) throw new Error('A blob is named by its SHA-256 and by nothing else.');
}
