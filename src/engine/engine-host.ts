/** What the engine needs of the host it runs in: browser worker, command line, server thread. */
export interface EngineHost {
  /** Milliseconds from any fixed moment; never decreases. */
  now(): number;
  /** SHA-256 in lower-case hex. */
  sha256(bytes: ArrayBuffer): Promise<string>;
  /** Decodes UTF-8. */
  decodeText(bytes: ArrayBuffer): string;
  /** Encodes as UTF-8. */
  encodeText(text: string): ArrayBuffer;
}
