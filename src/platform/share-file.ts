/** True where the browser's share menu takes PDF files. */
export function canShareFiles(): boolean {
  if (!('canShare' in navigator)) return false;
  return navigator.canShare({ files: [new File([''], 'document.pdf', { type: 'application/pdf' })] });
}

/** Opens the share menu with a file. A menu that the user closes is no failure. */
export async function shareFile(file: File): Promise<void> {
  try {
    await navigator.share({ files: [file], title: file.name });
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'AbortError') throw error;
  }
}
