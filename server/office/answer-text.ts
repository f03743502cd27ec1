import type { NodeWords } from '../../src/words/words';

/** The title of an answer of a filter; `title` is the pack's, which refused and missing answers do not have. */
export function answerText(words: NodeWords, answer: string, title: string | null | undefined): string {
  if (answer === 'no-grade') return words.say('verdict.noGrade');
  return title ?? words.say('verdict.noAnswer');
}
