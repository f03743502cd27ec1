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

/** The second click of a double click on a download button comes within this time, and would save the same file again. */
const doubleClickMs = 1_000;

/** `save`, but a file that has the name and the size of the one saved just before is left out. */
export function savedOnce(
  save: (bytes: Blob, name: string) => void,
  nowMs: () => number,
): (bytes: Blob, name: string) => void {
  let last: { readonly name: string; readonly size: number; readonly atMs: number } | undefined;
  return (bytes, name) => {
    const before = last;
    last = { name, size: bytes.size, atMs: nowMs() };
    const isSame = before?.name === name && before.size === bytes.size;
    if (!isSame || last.atMs - before.atMs >= doubleClickMs) save(bytes, name);
  };
}
