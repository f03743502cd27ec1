/** Replaces ZIP files among given pictures by the pictures in them. */
import type { NewPicture } from '../../services/inspect-queue-state';
import type { ArchiveFault } from '../../services/picture-archive';
import type { DroppedFiles } from '../../services/services';

/** The given files that are not inspected, and why. */
export interface LeftOut extends Omit<DroppedFiles, 'files' | 'folders' | 'folderName'> {
  /** Pictures that are inspected. */
  readonly count: number;
  readonly hasArchive: boolean;
  readonly archives: readonly RefusedArchive[];
}

/** A ZIP file that cannot be opened. */
export interface RefusedArchive {
  readonly name: string;
  readonly fault: ArchiveFault;
}

/** The files that the user gave; for a drop, a folder and a ZIP file also those that were left out. */
export interface GivenPictures {
  readonly pictures: readonly NewPicture[];
  /** The folder or ZIP file that all of them come from. */
  readonly name?: string;
  readonly leftOut?: LeftOut;
}

/** Whether a ZIP file is among the pictures. */
export function hasArchive({ pictures }: GivenPictures): boolean {
  return pictures.some(isArchive);
}

/** The same with the pictures of ZIP files in their place. A ZIP file that cannot be opened is named in `leftOut`. */
export async function openArchives(given: GivenPictures): Promise<GivenPictures> {
  const { readPictureArchive } = await import('../../services/picture-archive');
  const pictures: NewPicture[] = [];
  const skipped: string[] = [];
  const archives: RefusedArchive[] = [];
  for (const picture of given.pictures) {
    if (!isArchive(picture)) {
      pictures.push(picture);
      continue;
    }
    const opened = await readPictureArchive(picture.file);
    if (!opened.ok) archives.push({ name: picture.fileName, fault: opened.fault });
    else {
      skipped.push(...opened.value.skipped);
      pictures.push(...opened.value.pictures.map((each) => ({ ...each, source: picture.source })));
    }
  }
  const before = given.leftOut ?? nothingLeftOut;
  return {
    ...given,
    ...nameOf(given),
    pictures,
    leftOut: {
      ...before,
      ...{ count: pictures.length, hasArchive: true, archives, skipped: [...before.skipped, ...skipped] },
    },
  };
}

const nothingLeftOut: LeftOut = {
  ...{ count: 0, hasFolder: false, hasArchive: false, isCut: false },
  ...{ skipped: [], unreadable: [], archives: [] },
};

/** What was left out of a drop or folder. */
export function leftOutOf({ files, hasFolder, skipped, unreadable, isCut }: DroppedFiles): LeftOut {
  return { ...nothingLeftOut, count: files.length, hasFolder, skipped, unreadable, isCut };
}

/** A single ZIP file gives its batch its name. */
function nameOf({ pictures, name }: GivenPictures): { readonly name?: string } {
  const [only] = pictures;
  if (name !== undefined || pictures.length !== 1 || only === undefined) return {};
  return { name: only.fileName.replace(/\.zip$/i, '') };
}

function isArchive(picture: NewPicture): picture is NewPicture & { readonly file: Blob } {
  const { file, fileName } = picture;
  return file instanceof Blob && (/\.zip$/i.test(fileName) || /^application\/(?:x-)?zip/.test(file.type));
}
