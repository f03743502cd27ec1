/** Pictures in folders whose names say what they show. */
import { relative } from 'node:path';
import { listFolder } from './list-folder';

/** What a picture shows, and the name by which it is reported. */
export interface LabelledFile {
  readonly file: string;
  readonly name: string;
  readonly isFaulty: boolean;
}

export interface LabelledFolder {
  readonly labelled: readonly LabelledFile[];
  /** Names of pictures that lie in no folder below, and of masks. */
  readonly unlabelled: readonly string[];
}

const goodNames: ReadonlySet<string> = new Set(['good', 'normal', 'ok']);

/** Masks of MVTec AD and datasets like it: they are no photos. */
const maskFolder = 'ground_truth';

/** A picture is good if a folder of its path below `folder` is called so, and faulty in every other folder. */
export async function listLabelled(folder: string): Promise<LabelledFolder> {
  const { files } = await listFolder(folder);
  const named = files.map((file) => ({ file, name: relative(folder, file).replaceAll('\\', '/') }));
  const isLabelled = ({ name }: { readonly name: string }): boolean => {
    const folders = foldersOf(name);
    return folders.length > 0 && !folders.includes(maskFolder);
  };
  return {
    labelled: named
      .filter(isLabelled)
      .map((each) => ({ ...each, isFaulty: !foldersOf(each.name).some((part) => goodNames.has(part)) })),
    unlabelled: named.filter((each) => !isLabelled(each)).map(({ name }) => name),
  };
}

function foldersOf(name: string): readonly string[] {
  return name.toLowerCase().split('/').slice(0, -1);
}
