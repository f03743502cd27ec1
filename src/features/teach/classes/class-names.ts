/** Which class pictures show that come from folders. */
import { noClass } from '../../../domain/teaching';
import type { GivenPicture } from '../../../services/add-teach-pictures';
import type { NewPicture } from '../../../services/inspect-queue-state';

/** Longer names do not fit a button. */
export const classNameLimit = 60;

/**
 * Pictures from two or more folders show the classes that the folders are named after. Others show the chosen class or, if none is chosen,
 * that of their only folder.
 */
export function labelled(pictures: readonly NewPicture[], chosen: string): readonly GivenPicture[] {
  const folders = new Set(pictures.map(({ folder }) => folder).filter((folder) => folder !== undefined));
  const isByFolder = folders.size > 1 || chosen === noClass;
  return pictures.map(({ file, fileName, source, folder }) => {
    const label = isByFolder && folder !== undefined ? folder.trim().slice(0, classNameLimit) : chosen;
    return { file, fileName, source, label };
  });
}
