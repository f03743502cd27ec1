/** Pictures that are dropped on the page or pasted. */
import { useEffect, useState } from 'react';
import type { NewPicture } from '../../services/inspect-queue-state';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';

/** Calls `onPictures` for dropped and pasted files. Returns whether files are being dragged over the page. */
export function useIncomingPictures(onPictures: (pictures: readonly NewPicture[]) => void): boolean {
  const words = useWords();
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const listen = { signal: stop.signal };
    window.addEventListener('dragover', (event) => setIsOver(acceptDrag(event)), listen);
    window.addEventListener('dragleave', (event) => event.relatedTarget === null && setIsOver(false), listen);
    window.addEventListener(
      'drop',
      (event) => {
        event.preventDefault();
        setIsOver(false);
        takeFiles(words, event.dataTransfer?.files, 'drop', onPictures);
      },
      listen,
    );
    window.addEventListener(
      'paste',
      (event) => takeFiles(words, event.clipboardData?.files, 'paste', onPictures),
      listen,
    );
    return () => stop.abort();
  }, [onPictures, words]);
  return isOver;
}

function acceptDrag(event: DragEvent): boolean {
  const hasFiles = event.dataTransfer?.types.includes('Files') ?? false;
  if (hasFiles) event.preventDefault();
  return hasFiles;
}

function takeFiles(
  words: Words,
  files: FileList | undefined,
  source: 'drop' | 'paste',
  onPictures: (pictures: readonly NewPicture[]) => void,
): void {
  if (files !== undefined && files.length > 0) onPictures(filesToPictures(words, files, source));
}

/** Files from a chooser, a drop or the clipboard as pictures for the queue. */
export function filesToPictures(
  words: Words,
  files: Iterable<File>,
  source: NewPicture['source'],
): readonly NewPicture[] {
  return Array.from(files, (file) => ({
    file,
    fileName: source === 'paste' ? pastedName(words, file) : file.name,
    source,
  }));
}

/** The clipboard names every picture "image.png". */
function pastedName(words: Words, file: File): string {
  return file.name === 'image.png' || file.name === '' ? words.say('inspect.pastedName') : file.name;
}
