/** What was left out of a drop, a folder or a ZIP file, as a text. */
import type { FaultText } from '../../words/fault-text';
import type { Words } from '../../words/words';
import type { LeftOut, RefusedArchive } from './take-archives';

/** The message about given files; undefined where all of them are inspected. */
export function describeDrop(words: Words, leftOut: LeftOut): FaultText | undefined {
  const { count, skipped, unreadable, isCut, archives } = leftOut;
  if (count === 0 && unreadable.length === 0 && archives.length === 0) {
    const kind = emptyKind(leftOut);
    return { title: words.say(`inspect.${kind}.title`), advice: words.say(`inspect.${kind}.advice`) };
  }
  const parts = [
    ...archives.map((archive) => describeArchive(words, archive)),
    ...(unreadable.length === 0 ? [] : [words.say('inspect.dropUnreadable', { files: shortList(words, unreadable) })]),
    ...(skipped.length === 0 ? [] : [words.say('inspect.dropSkipped', { files: shortList(words, skipped) })]),
    ...(isCut ? [words.say('inspect.dropCut', { count })] : []),
  ];
  return parts.length === 0 ? undefined : { title: words.say('inspect.dropPartly'), advice: parts.join(' ') };
}

function emptyKind({ hasFolder, hasArchive }: LeftOut): 'dropEmpty' | 'zipEmpty' | 'dropNothing' {
  if (hasFolder) return 'dropEmpty';
  return hasArchive ? 'zipEmpty' : 'dropNothing';
}

function describeArchive(words: Words, { name, fault }: RefusedArchive): string {
  const reason =
    fault.kind === 'too-many-entries'
      ? words.say('inspect.zip.too-many-entries', { limit: fault.limit })
      : words.say(`inspect.zip.${fault.kind}`);
  return words.say('inspect.zipRefused', { file: name, reason });
}

const listedNames = 3;

/** The first names, and how many more there are. */
function shortList(words: Words, names: readonly string[]): string {
  const others = names.length - listedNames;
  if (others <= 0) return words.list(names);
  return words.list([...names.slice(0, listedNames), words.say('inspect.dropOthers', { count: others })]);
}
