import type { Words } from '../../words/words';

/** `note`, and how many of the stored files are not pictures and are not used. */
export function withUnusable(words: Words, unusable: ReadonlySet<number>, note: string): string {
  return unusable.size === 0 ? note : `${note} ${words.say('teach.unusable', { count: unusable.size })}`;
}
