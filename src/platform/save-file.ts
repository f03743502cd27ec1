/** Offers bytes to the user as a download of this name. */
export function saveFile(bytes: Blob, name: string): void {
  const url = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // By the next task the download holds its own reference to the bytes.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
