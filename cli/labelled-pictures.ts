/** Labels of pictures, from the names of their folders. */
import type { Dataset, DatasetFile } from '../node-host/open-dataset';
import { textIn, type LocalisedText } from '../src/domain/localised-text';
import type { Pack } from '../src/domain/pack';

/** Pictures with what they show; `unlabelled` are the names of those whose folders name no label, and of masks. */
export interface Labelled<Label> {
  readonly pictures: readonly { readonly file: DatasetFile; readonly label: Label }[];
  readonly unlabelled: readonly string[];
}

const goodNames: ReadonlySet<string> = new Set(['good', 'normal', 'ok', 'clean', 'healthy']);

/** Masks of MVTec AD and datasets like it: they are not photos. */
const maskNames: ReadonlySet<string> = new Set(['ground_truth', 'masks', 'mask']);

/** A picture is good if a folder of its path is called so, and faulty in every other folder. */
export function labelledByState(dataset: Dataset): Labelled<'good' | 'faulty'> {
  return labelled(dataset, (file) =>
    foldersOf(file.name).some((folder) => goodNames.has(folder)) ? 'good' : 'faulty',
  );
}

type GradeLabel = NonNullable<Pack['grade']>['labels'][number];

/** A picture shows the class of the pack whose name or title its folder has. */
export function labelledByClass(dataset: Dataset, classes: readonly GradeLabel[], locale: string): Labelled<string> {
  const byName = new Map<string, string>();
  const inLocale = (text: LocalisedText): string => textIn(text, locale);
  for (const { name, title } of classes) {
    for (const each of [name, inLocale(title)]) byName.set(each.toLowerCase(), name);
  }
  return labelled(dataset, ({ label }) => byName.get(label.toLowerCase()));
}

function labelled<Label>(
  { files, outside }: Dataset,
  labelOf: (file: DatasetFile) => Label | undefined,
): Labelled<Label> {
  const pictures: { readonly file: DatasetFile; readonly label: Label }[] = [];
  const unlabelled = [...outside];
  for (const file of files) {
    const isMask = foldersOf(file.name).some((folder) => maskNames.has(folder));
    const label = isMask ? undefined : labelOf(file);
    if (label === undefined) unlabelled.push(file.name);
    else pictures.push({ file, label });
  }
  return { pictures, unlabelled };
}

function foldersOf(name: string): readonly string[] {
  return name.toLowerCase().split('/').slice(0, -1);
}
