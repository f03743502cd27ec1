import type { AddedPictures } from '../../services/add-teach-pictures';
import type { Words } from '../../words/words';

/** What became of the pictures that were added last. */
export function describeAdded(
  words: Words,
  { added, copies, tooMany, unreadable }: AddedPictures,
  limit: number,
): string {
  return [
    words.say('teach.addedAll', { count: added }),
    ...(copies.length === 0 ? [] : [words.say('teach.addedCopies', { count: copies.length })]),
    ...(tooMany === 0 ? [] : [words.say('teach.addedTooMany', { count: tooMany, limit })]),
    ...(unreadable.length === 0 ? [] : [words.say('teach.addedUnreadable', { count: unreadable.length })]),
  ].join(' ');
}
