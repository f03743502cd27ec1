/** Bytes that can be read at any offset: a file on disk or a Blob. The whole is never in memory. */
export interface ByteSource {
  readonly bytes: number;
  /** `length` bytes from `offset`, fewer at the end. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** A Blob or File as a byte source. */
export function sourceOfBlob(blob: Blob): ByteSource {
  return {
    bytes: blob.size,
    read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
  };
}
