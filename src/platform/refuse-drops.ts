/**
 * Keeps the browser from opening what is dropped on the page in place of the app: waiting pictures would be lost. Text can
 * still be dropped into a field.
 */
export function refuseNavigationByDrop(): void {
  addEventListener('dragover', (event) => {
    if (hasFiles(event)) event.preventDefault();
    else if (!isEditable(event.target)) refuse(event);
  });
  addEventListener('drop', (event) => {
    if (hasFiles(event) || !isEditable(event.target)) event.preventDefault();
  });
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}

function refuse(event: DragEvent): void {
  event.preventDefault();
  if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none';
}

function isEditable(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
