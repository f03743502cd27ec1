/** What the server needs of a place for blobs. One contract suite runs on each implementation. */

/** Bytes by their SHA-256 in lower-case hex. Writing the same blob twice at once is allowed and changes nothing. */
export interface BlobStore {
  has(sha256: string): Promise<boolean>;
  /** When this resolves, the whole blob is stored for good; when it rejects, none of it can be read. */
  put(sha256: string, bytes: Uint8Array): Promise<void>;
  /** The bytes, or undefined where there are none. */
  read(sha256: string): Promise<Uint8Array | undefined>;
  remove(sha256: string): Promise<void>;
}

const form = /^[0-9a-f]{64}$/;

/** Throws where `sha256` is none: nothing else ever becomes a part of a path or key. */
export function assertSha256(sha256: string): void {
  if (!form.test(sha256)) throw new Error('A blob is named by its SHA-256 and by nothing else.');
}
