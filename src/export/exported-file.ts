/** One file of an archive, as `src/archive` writes it. */
export interface ExportedFile {
  readonly name: string;
  readonly modifiedAt: Date;
  readonly packing: 'deflated' | 'stored';
  readonly content: string | Uint8Array | AsyncIterable<string>;
}
