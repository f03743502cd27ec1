/** Verdicts as short texts with a tone, the same in the app and in the office. */
import type { BackendChoice } from '../domain/inspection';
import { shownLevelTitle } from '../domain/level-title';
import type { FaultText } from './fault-text';
import type { Words } from './words';

/** What a message means. Colour and icon follow from it; the text says the same. */
export type Tone = 'ok' | 'watch' | 'warn' | 'bad' | 'info' | 'unknown';

/** The fields of a verdict that its summary needs. A stored record fits as well as a new verdict. */
export interface VerdictFields {
  readonly grade?:
    | {
        readonly title: string;
        /** 0–1. */
        readonly confidence: number;
        readonly indicative?: boolean | undefined;
        readonly refused?: string | undefined;
      }
    | undefined;
  readonly anomaly?:
    | {
        /** 0–1 with 0.5 = threshold. */
        readonly score: number;
        readonly isAnomalous: boolean;
        readonly level: string;
        readonly levelTitle: string;
        readonly action: string;
      }
    | undefined;
}

/** A verdict in a list: the answer, one supporting line, and its tone. */
export interface VerdictSummary {
  readonly answer: string;
  readonly support: string;
  readonly tone: Tone;
}

/** The summary of a verdict. The grade comes first where a pack gives both. */
export function summariseVerdict(words: Words, { grade, anomaly }: VerdictFields): VerdictSummary {
  if (grade !== undefined) return summariseGrade(words, grade);
  if (anomaly !== undefined) return summariseAnomaly(words, anomaly);
  return { answer: words.say('verdict.noAnswer'), support: words.say('verdict.noAnswerSupport'), tone: 'unknown' };
}

function summariseGrade(words: Words, grade: NonNullable<VerdictFields['grade']>): VerdictSummary {
  if (grade.refused !== undefined) {
    const { title } = describeRefusal(words, grade.refused);
    return { answer: words.say('verdict.noGrade'), support: title, tone: 'unknown' };
  }
  const support = words.say(grade.indicative ? 'verdict.gradeSupportIndicative' : 'verdict.gradeSupport', {
    confidence: confidenceText(words, grade.confidence),
    percent: words.percent(grade.confidence),
  });
  return { answer: grade.title, support, tone: 'info' };
}

function summariseAnomaly(words: Words, anomaly: NonNullable<VerdictFields['anomaly']>): VerdictSummary {
  const support = words.say('verdict.anomalySupport', {
    score: words.score(anomaly.score),
    action: actionText(words, anomaly.action),
  });
  return { answer: shownLevelTitle(anomaly.level, anomaly.levelTitle), support, tone: anomalyTone(anomaly) };
}

/** How sure a grade is. The steps only choose a text, they decide nothing. */
export function confidenceText(words: Words, confidence: number): string {
  if (confidence >= 0.9) return words.say('verdict.confidence.high');
  return words.say(confidence >= 0.7 ? 'verdict.confidence.medium' : 'verdict.confidence.low');
}

const actionTones = { pass: 'ok', monitor: 'watch', look: 'watch', inspect: 'warn', critical: 'bad' } as const;

/** The tone of an anomaly by its action; for an action that only the pack knows, by the threshold. */
export function anomalyTone({ action, isAnomalous }: { readonly isAnomalous: boolean; readonly action: string }): Tone {
  if (isKnownAction(action)) return actionTones[action];
  return isAnomalous ? 'bad' : 'ok';
}

/** An action as an instruction. An action that only the pack knows is shown as the pack writes it. */
export function actionText(words: Words, action: string): string {
  return isKnownAction(action) ? words.say(`verdict.action.${action}`) : action;
}

function isKnownAction(action: string): action is keyof typeof actionTones {
  return Object.hasOwn(actionTones, action);
}

/** The reasons of the reject rules that have specific texts. Packs write either name. */
const knownRefusals: ReadonlyMap<string, 'not-a-sheet' | 'uncertain'> = new Map([
  ['not-a-sheet', 'not-a-sheet'],
  ['not-rubber', 'not-a-sheet'],
  ['uncertain', 'uncertain'],
  ['not-sure', 'uncertain'],
]);

/** Why there is no grade, and what to do. */
export function describeRefusal(words: Words, reason: string): FaultText {
  const known = knownRefusals.get(reason);
  if (known === undefined) {
    return {
      title: words.say('verdict.refusal.other.title', { reason }),
      advice: words.say('verdict.refusal.other.advice'),
    };
  }
  return { title: words.say(`verdict.refusal.${known}.title`), advice: words.say(`verdict.refusal.${known}.advice`) };
}

/** Why the GPU was not used. Earlier versions stored the reason as English text, which is returned as it is. */
export function fallbackText(words: Words, { fallback, fallbackReason }: BackendChoice): string | undefined {
  if (fallback === undefined) return fallbackReason;
  switch (fallback.kind) {
    case 'slower':
      return words.say('result.fallback.slower', {
        candidate: words.duration(fallback.candidateMs),
        trusted: words.duration(fallback.trustedMs),
      });
    case 'wrong-numbers':
      return words.say('result.fallback.wrong-numbers', {
        what: fallback.what,
        worst: words.number(fallback.worst, 4),
        tolerance: words.number(fallback.tolerance, 4),
      });
    case 'failed':
      return words.say('result.fallback.failed', { detail: fallback.detail });
    default:
      return words.say(`result.fallback.${fallback.kind}`);
  }
}
