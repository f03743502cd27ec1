/** Verdicts in a few words and a tone, as the app says them (`src/ui/verdict-words.ts`). */

/** What colour means; the words are always there too. */
export type Tone = 'ok' | 'watch' | 'warn' | 'bad' | 'info' | 'unknown';

/** The part of a record that is told in words. */
export interface TellableRecord {
  readonly grade?:
    { readonly title: string; readonly confidence: number; readonly refused?: string | undefined } | undefined;
  readonly anomaly?:
    | { readonly levelTitle: string; readonly score: number; readonly isAnomalous: boolean; readonly action?: unknown }
    | undefined;
}

/** The answer, one supporting line, and its tone. */
export interface VerdictSummary {
  readonly answer: string;
  readonly support: string;
  readonly tone: Tone;
}

/** The answer of a record for a list. A grade comes first where a pack gives both. */
export function summariseVerdict({ grade, anomaly }: TellableRecord): VerdictSummary {
  if (grade?.refused !== undefined)
    return { answer: 'No grade', support: refusalInWords(grade.refused), tone: 'unknown' };
  if (grade !== undefined) {
    return { answer: grade.title, support: `${formatPercent(grade.confidence)} sure`, tone: 'info' };
  }
  if (anomaly === undefined) return { answer: 'No answer', support: 'Neither a grade nor a score', tone: 'unknown' };
  return {
    answer: anomaly.levelTitle,
    support: `Score ${formatScore(anomaly.score)} of 100`,
    tone: anomalyTone(anomaly),
  };
}

const toneByAction: ReadonlyMap<unknown, Tone> = new Map<unknown, Tone>([
  ['pass', 'ok'],
  ['monitor', 'watch'],
  ['look', 'watch'],
  ['inspect', 'warn'],
  ['critical', 'bad'],
]);

/** Calm under the threshold, and above it louder where the level asks for more than a look. */
function anomalyTone(anomaly: { readonly isAnomalous: boolean; readonly action?: unknown }): Tone {
  return toneByAction.get(anomaly.action) ?? (anomaly.isAnomalous ? 'bad' : 'ok');
}

/** A reject rule's reason in words: "not-a-sheet" as "Not a sheet". */
function refusalInWords(reason: string): string {
  const words = reason.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A share of 1 as "87 %". Shares just under the whole are not rounded up to it. */
export function formatPercent(share: number): string {
  const percent = Math.round(share * 100);
  return `${percent === 100 && share < 1 ? 99 : percent} %`;
}

/** A score of 0–1 as a whole number 0–100, never rounded across the threshold in the middle. */
export function formatScore(score: number): string {
  const rounded = Math.round(score * 100);
  return String(score < 0.5 && rounded >= 50 ? 49 : rounded);
}

/** A count as "12,345". */
export function formatCount(count: number): string {
  return new Intl.NumberFormat('en-GB').format(count);
}

/** "1 record", "12 records". */
export function countOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
