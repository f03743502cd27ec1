/** Pictures that are dropped on the page or pasted. */
import { useEffect, useState } from 'react';
import type { NewPicture } from '../../services/inspect-queue-state';
import type { Services } from '../../services/services';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';
import { useServices } from '../use-services';
import { leftOutOf, type GivenPictures } from './take-archives';

/** Calls `onPictures` for dropped and pasted files. Returns whether files are being dragged over the page. */
export function useIncomingPictures(onPictures: (given: GivenPictures) => void): boolean {
  const words = useWords();
  const { device, documents } = useServices();
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const listen = { signal: stop.signal };
    window.addEventListener('dragover', (event) => setIsOver(hasFiles(event.dataTransfer)), listen);
    window.addEventListener('dragleave', (event) => event.relatedTarget === null && setIsOver(false), listen);
    window.addEventListener(
      'drop',
      ({ dataTransfer }) => {
        setIsOver(false);
        if (hasFiles(dataTransfer)) void takeDrop({ words, device, documents }, dataTransfer, onPictures);
      },
      listen,
    );
    window.addEventListener('paste', (event) => takePaste(words, event, onPictures), listen);
    return () => stop.abort();
  }, [onPictures, words, device, documents]);
  return isOver;
}

function hasFiles(transfer: DataTransfer | null): transfer is DataTransfer {
  return transfer?.types.includes('Files') ?? false;
}

async function takeDrop(
  { words, device, documents }: { readonly words: Words } & Pick<Services, 'device' | 'documents'>,
  transfer: DataTransfer,
  onPictures: (given: GivenPictures) => void,
): Promise<void> {
  const dropped = await device.readDroppedFiles(transfer);
  // A report or an export of Fieldgrade opens its screen automatically.
  if (await documents.take(dropped.files)) return;
  const { files, folders, folderName } = dropped;
  onPictures({
    pictures: filesToPictures(words, files, 'drop', folders),
    ...(folderName !== undefined && { name: folderName }),
    leftOut: leftOutOf(dropped),
  });
}

/** Text that comes with its picture, as office programs copy it, is pasted as text into the field. */
function takePaste(words: Words, event: ClipboardEvent, onPictures: (given: GivenPictures) => void): void {
  const { clipboardData: clipboard, target } = event;
  const isForField = target instanceof HTMLElement && target.matches('input, textarea');
  if (clipboard === null || clipboard.files.length === 0) return;
  if (isForField && clipboard.types.includes('text/plain')) return;
  onPictures({ pictures: filesToPictures(words, clipboard.files, 'paste') });
}

/** Files from a chooser, a drop or the clipboard as pictures for the queue. */
export function filesToPictures(
  words: Words,
  files: Iterable<File>,
  source: NewPicture['source'],
  folders: ReadonlyMap<File, string> = new Map(),
): readonly NewPicture[] {
  return Array.from(files, (file) => ({
    file,
    fileName: source === 'paste' ? pastedName(words, file) : file.name,
    source,
    ...folderOf(folders.get(file)),
  }));
}

function folderOf(folder: string | undefined): Pick<NewPicture, 'folder'> {
  return folder === undefined || folder === '' ? {} : { folder };
}

/** The clipboard names every picture "image.png". */
function pastedName(words: Words, file: File): string {
  return file.name === 'image.png' || file.name === '' ? words.say('inspect.pastedName') : file.name;
}
