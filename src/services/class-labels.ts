/** Changes of the classes of a teaching. A class is the label of its pictures; the teaching keeps the order, and classes without a picture. */
import type { StorageFault } from '../domain/record';
import { succeed, type Result } from '../domain/result';
import { classesOf, noClass, type Teaching, type TeachPicture } from '../domain/teaching';
import type { TeachingRepository } from '../storage/teachings';

type LabelRepository = Pick<TeachingRepository, 'byId' | 'put' | 'relabel'>;

/** The classes in their order, and new labels of pictures. */
interface Change {
  readonly classes: readonly string[];
  readonly relabelled?: { readonly from: string; readonly to: string };
}

/** Adds a class at the end; nothing if there is one of that name. */
export function addClass(id: string, name: string, repository: LabelRepository) {
  return change(id, repository, (classes) => ({ classes: classes.includes(name) ? classes : [...classes, name] }));
}

/** Gives a class another name. The name of another class merges both, in the place of the other. */
export function renameClass(id: string, from: string, to: string, repository: LabelRepository) {
  return change(id, repository, (classes) => ({
    classes: classes.includes(to)
      ? classes.filter((name) => name !== from)
      : classes.map((name) => (name === from ? to : name)),
    relabelled: { from, to },
  }));
}

/** Its pictures stay, without a class. */
export function removeClass(id: string, name: string, repository: LabelRepository) {
  return change(id, repository, (classes) => ({
    classes: classes.filter((each) => each !== name),
    relabelled: { from: name, to: noClass },
  }));
}

/** Moves a class towards the first (-1) or the last (1). */
export function moveClass(id: string, name: string, by: -1 | 1, repository: LabelRepository) {
  return change(id, repository, (classes) => {
    const at = classes.indexOf(name);
    const other = classes[at + by];
    if (at < 0 || other === undefined) return { classes };
    return { classes: classes.map((each) => (each === name ? other : each === other ? name : each)) };
  });
}

async function change(
  id: string,
  repository: LabelRepository,
  work: (classes: readonly string[]) => Change,
): Promise<Result<void, StorageFault>> {
  const stored = await repository.byId(id);
  if (!stored.ok) return stored;
  if (stored.value === undefined) return succeed(undefined);
  const { teaching, pictures } = stored.value;
  const { classes, relabelled } = work(classesOf(teaching, pictures));
  // Pictures are written first: a class that the teaching does not name yet is still shown.
  const moved = relabelled && (await relabelAll(id, pictures, relabelled, repository));
  if (moved?.ok === false) return moved;
  return repository.put(withClasses(teaching, classes));
}

function withClasses(teaching: Teaching, classes: readonly string[]): Teaching {
  return { ...teaching, options: { ...teaching.options, classes } };
}

function relabelAll(
  id: string,
  pictures: readonly TeachPicture[],
  { from, to }: { readonly from: string; readonly to: string },
  repository: LabelRepository,
): Promise<Result<void, StorageFault>> {
  const orders = pictures.filter(({ label }) => label === from).map(({ order }) => order);
  return repository.relabel(id, orders, to);
}
