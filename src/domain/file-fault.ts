/** Why the bytes of a file that the user chose cannot be read. It does not concern the content of the file. */
export type FileFault =
  /** It was moved, renamed or deleted, or its drive was removed. */
  | { readonly kind: 'file-missing' }
  /** It exists and cannot be read: no permission, changed since it was chosen, stored only in the cloud. */
  | { readonly kind: 'file-unreadable'; readonly detail: string }
  /** An entry of a ZIP file: larger than any picture, compressed more than any picture, damaged or protected by a password. */
  | { readonly kind: 'entry-too-large' | 'entry-suspicious' | 'entry-damaged' };

const kinds: ReadonlySet<string> = new Set<FileFault['kind']>([
  'file-missing',
  'file-unreadable',
  'entry-too-large',
  'entry-suspicious',
  'entry-damaged',
]);

/** Whether the bytes of the file could not be read. */
export function isFileFault(fault: { readonly kind: string }): fault is FileFault {
  return kinds.has(fault.kind);
}
