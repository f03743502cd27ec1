/** The way in which a classifier learned, by the name of its head: the kind, and its penalty where it has one. */
import type { Words } from './words';

/** A name that this version does not know is shown as it is. */
export function headText(words: Words, head: string): string {
  const [, kind, penalty] = /^(lda|class-means|ridge|logistic|cumulative)(?:-(.+))?$/.exec(head) ?? [];
  if (kind === undefined) return head;
  const title = words.say(`library.head.${kind as HeadName}`);
  return penalty === undefined ? title : words.say('library.head.withPenalty', { title, penalty });
}

type HeadName = 'lda' | 'class-means' | 'ridge' | 'logistic' | 'cumulative';
