/** Why the bytes of a file that the user chose cannot be read. It says nothing about what is in the file. */
export type FileFault =
  /** It was moved, renamed or deleted, or its drive was removed. */
  | { readonly kind: 'file-missing' }
  /** It exists and cannot be read: no permission, changed since it was chosen, stored only in the cloud. */
  | { readonly kind: 'file-unreadable'; readonly detail: string };
