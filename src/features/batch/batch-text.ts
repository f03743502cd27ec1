/** Batches as short texts. */
import type { Batch } from '../../domain/batch';
import type { BatchCounts } from '../../services/batch-progress';
import type { Words } from '../../words/words';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Below this the seconds are worth reading. */
const secondsBelowMs = 90_000;

/** The folder of a batch and when it was added. */
export function batchTitle(words: Words, { name, startedAt }: Pick<Batch, 'name' | 'startedAt'>): string {
  const time = words.time(startedAt);
  return name === undefined ? words.say('batch.title', { time }) : words.say('batch.titleNamed', { name, time });
}

/** How many pictures are done, and what needs attention. */
export function progressText(words: Words, counts: BatchCounts): string {
  const failed = counts.failed + counts.unsaved;
  const numbers = { done: counts.total - counts.waiting, count: counts.total };
  const progress =
    failed === 0 ? words.say('batch.progress', numbers) : words.say('batch.progressFailed', { ...numbers, failed });
  return counts.known === 0 ? progress : `${progress}, ${words.say('batch.known', { count: counts.known })}`;
}

/** Pictures per second and the time left. */
export function speedText(
  words: Words,
  speed: { readonly perSecond: number; readonly leftMs: number } | undefined,
): string | undefined {
  if (speed === undefined) return undefined;
  return `${words.say('batch.rate', { rate: words.number(speed.perSecond, 1) })} · ${leftText(words, speed.leftMs)}`;
}

function leftText(words: Words, leftMs: number): string {
  if (leftMs < secondsBelowMs) return words.say('batch.secondsLeft', { count: Math.ceil(leftMs / 1_000) });
  if (leftMs < secondsBelowMs * 60) return words.say('batch.minutesLeft', { count: Math.ceil(leftMs / minuteMs) });
  return words.say('batch.hoursLeft', { hours: words.number(leftMs / hourMs, 1) });
}
