/** The false-alarm rate that a number of good pictures supports, as text. */
import type { Words } from '../../words/words';

/** With so many the best rate that the app states is reached: 1 in 20. */
const enough = 19;

/** The best rate that `normals` pictures support: ADR 25. */
function supportedRate(normals: number): number {
  return 1 / (Math.min(normals, enough) + 1);
}

/** Of 100 good pieces, rounded up so that the statement holds. */
export function alarmsOf100(falseAlarmRate: number): number {
  return Math.ceil(falseAlarmRate * 100 - 1e-9);
}

/** The numbers of pictures after `normals` that are worth naming. */
function stepsAfter(normals: number): readonly number[] {
  return [9, enough].filter((count) => count > normals);
}

/** "With 5 good pictures: of 100 good pieces, at most 17 … With 9 pictures: at most 10 of 100. …" */
export function describePromise(words: Words, normals: number): string {
  const promise =
    normals === 1
      ? words.say('teach.promiseNone')
      : words.say('teach.promise', { alarms: alarmsOf100(supportedRate(normals)) });
  const more = stepsAfter(normals).map((count) =>
    words.say('teach.more', { count, alarms: alarmsOf100(supportedRate(count)) }),
  );
  return [words.say('teach.rateNow', { count: normals, promise }), ...more].join(' ');
}
