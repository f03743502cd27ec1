/** What the viewfinder knew of a photo, as text. */
import { captureProblems, type Capture, type CaptureProblem } from '../domain/capture';
import type { Words } from './words';

/** What was wrong with a photo when it was taken, and whether it was taken all the same. */
export function captureText(words: Words, { problems, overruled }: Capture): string {
  if (problems.length === 0) return words.say('capture.checkGood');
  const names = words.list(problems.map((problem) => problemName(words, problem)));
  return words.say(overruled ? 'capture.checkOverruled' : 'capture.checkProblems', { problems: names });
}

/** A problem that only a later version knows is shown as it is written. */
function problemName(words: Words, problem: string): string {
  return isKnown(problem) ? words.say(`capture.problemName.${problem}`) : problem;
}

function isKnown(problem: string): problem is CaptureProblem {
  return captureProblems.some((known) => known === problem);
}
