/** What was left out of a drop, as a text. */
import type { DroppedFiles } from '../../services/services';
import type { FaultText } from '../../words/fault-text';
import type { Words } from '../../words/words';

/** The message about a drop; undefined where all of it is inspected. */
export function describeDrop(words: Words, dropped: DroppedFiles): FaultText | undefined {
  const { files, skipped, unreadable, hasFolder, isCut } = dropped;
  if (files.length === 0 && unreadable.length === 0) {
    const kind = hasFolder ? 'dropEmpty' : 'dropNothing';
    return { title: words.say(`inspect.${kind}.title`), advice: words.say(`inspect.${kind}.advice`) };
  }
  const parts = [
    ...(unreadable.length === 0 ? [] : [words.say('inspect.dropUnreadable', { files: shortList(words, unreadable) })]),
    ...(skipped.length === 0 ? [] : [words.say('inspect.dropSkipped', { files: shortList(words, skipped) })]),
    ...(isCut ? [words.say('inspect.dropCut', { count: files.length })] : []),
  ];
  return parts.length === 0 ? undefined : { title: words.say('inspect.dropPartly'), advice: parts.join(' ') };
}

const listedNames = 3;

/** The first names, and how many more there are. */
function shortList(words: Words, names: readonly string[]): string {
  const others = names.length - listedNames;
  if (others <= 0) return words.list(names);
  return words.list([...names.slice(0, listedNames), words.say('inspect.dropOthers', { count: others })]);
}
