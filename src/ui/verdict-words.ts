/** Verdicts in a few words and a tone, the same on every screen. */
import type { AnomalyVerdict, GradeVerdict } from '../domain/inspection';
import { formatPercent, formatScore } from './format';
import type { Tone } from './tone';

/** The part of a verdict that is told in words; a stored record and a fresh verdict both fit. */
export interface TellableVerdict {
  readonly grade?: Pick<GradeVerdict, 'title' | 'confidence' | 'refused' | 'indicative'>;
  readonly anomaly?: Pick<AnomalyVerdict, 'score' | 'isAnomalous' | 'levelTitle' | 'action'>;
}

/** What a list says of a verdict: the answer, one supporting line, and its tone. */
export interface VerdictSummary {
  readonly answer: string;
  readonly support: string;
  readonly tone: Tone;
}

/** The answer of a verdict for a list. A grade comes first where a pack gives both. */
export function summariseVerdict(verdict: TellableVerdict): VerdictSummary {
  if (verdict.grade !== undefined) return summariseGrade(verdict.grade);
  if (verdict.anomaly !== undefined) return summariseAnomaly(verdict.anomaly);
  return { answer: 'No answer', support: 'The pack gives neither a grade nor a score', tone: 'unknown' };
}

function summariseGrade(grade: NonNullable<TellableVerdict['grade']>): VerdictSummary {
  if (grade.refused !== undefined) {
    const refusal = describeRefusal(grade.refused);
    return { answer: 'No grade', support: refusal.title, tone: 'unknown' };
  }
  const words = `${confidenceInWords(grade.confidence)}, ${formatPercent(grade.confidence)}`;
  return { answer: grade.title, support: grade.indicative ? `${words}, indicative` : words, tone: 'info' };
}

function summariseAnomaly(anomaly: NonNullable<TellableVerdict['anomaly']>): VerdictSummary {
  return {
    answer: anomaly.levelTitle,
    support: `Score ${formatScore(anomaly.score)} of 100, ${actionInWords(anomaly.action).toLowerCase()}`,
    tone: anomalyTone(anomaly),
  };
}

/** How sure a grade is, in words. The steps are words for people, they decide nothing. */
export function confidenceInWords(confidence: number): string {
  if (confidence >= 0.9) return 'Very sure';
  if (confidence >= 0.7) return 'Fairly sure';
  return 'Not very sure';
}

/** The tone of an anomaly: calm under the threshold, and above it louder where the level asks for more than a look. */
export function anomalyTone(anomaly: { readonly isAnomalous: boolean; readonly action: string }): Tone {
  const tone = knownActions.get(anomaly.action)?.tone;
  if (tone !== undefined) return tone;
  return anomaly.isAnomalous ? 'bad' : 'ok';
}

/** A pack's action as an instruction. A pack may bring its own words; those are shown as they are. */
export function actionInWords(action: string): string {
  return knownActions.get(action)?.words ?? capitalise(action);
}

const knownActions: ReadonlyMap<string, { readonly words: string; readonly tone: Tone }> = new Map([
  ['pass', { words: 'No action needed', tone: 'ok' }],
  ['monitor', { words: 'Keep an eye on it', tone: 'watch' }],
  ['look', { words: 'Take a second look', tone: 'watch' }],
  ['inspect', { words: 'Inspect it closely', tone: 'warn' }],
  ['critical', { words: 'Act now: have it checked', tone: 'bad' }],
]);

/** Why there is no grade, and what to do. */
export interface RefusalWords {
  readonly title: string;
  readonly advice: string;
}

/** A reject rule's reason in words. Unknown reasons, from packs of others, are shown as they are. */
export function describeRefusal(reason: string): RefusalWords {
  return (
    knownRefusals.get(reason) ?? {
      title: `${capitalise(reason.replaceAll('-', ' '))}.`,
      advice: 'Take the photo again: one piece, whole in the picture, in even light.',
    }
  );
}

const notASheet: RefusalWords = {
  title: 'This does not look like a sheet.',
  advice: 'Hold one sheet up to the light, fill the picture with it, and take the photo again.',
};

const uncertain: RefusalWords = {
  title: 'Too uncertain to say a grade.',
  advice: 'Take another photo: hold the sheet flat against the light, in focus, without shadows across it.',
};

const knownRefusals: ReadonlyMap<string, RefusalWords> = new Map([
  ['not-a-sheet', notASheet],
  ['not-rubber', notASheet],
  ['uncertain', uncertain],
  ['not-sure', uncertain],
]);

function capitalise(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
