/** Verdicts as short texts with a tone, the same in the app and in the office. */
import type { Review } from '../domain/corrected-verdict';
import type { Correction } from '../domain/correction';
import { decisionOf } from '../domain/decision';
import type { BackendChoice } from '../domain/inspection';
import type { Decided } from '../domain/inspection-summary';
import { shownLevelTitle } from '../domain/level-title';
import { likelyClassesOf, refusalOf, type Refusal, type RefusalEvidence } from '../domain/refusal';
import { statesConfidence, type TaskTraining, type TrainedOn } from '../domain/trained-on';
import { reviewText } from './correction-text';
import type { FaultText } from './fault-text';
import type { Words } from './words';

/** What a message means. Colour and icon follow from it; the text says the same. */
export type Tone = 'ok' | 'watch' | 'warn' | 'bad' | 'info' | 'unknown';

/** Rows of a list have the code alone. */
type RefusedFields = Pick<Refusal, 'code' | 'likeliest' | 'nearest'>;

/** The fields of a verdict that its summary needs. A stored record fits as well as a new verdict. */
export interface VerdictFields {
  readonly refused?: RefusedFields | undefined;
  readonly trainedOn?: TrainedOn | undefined;
  /** Whether a person has looked at it; the other fields are those of the corrected verdict. */
  readonly review?: Review | undefined;
  /** The severity that a person gave to a refused picture. */
  readonly decided?: Decided | undefined;
  /** Of a record: they say so too. */
  readonly corrections?: readonly Correction[] | undefined;
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

/** The summary of a verdict, with who confirmed or changed it. The grade comes first where a pack gives both. */
export function summariseVerdict(words: Words, verdict: VerdictFields): VerdictSummary {
  const summary = summariseAnswer(words, verdict);
  const review = reviewText(words, verdict.review);
  if (review === undefined) return summary;
  // The confidence of the pack says nothing about the grade that a person chose.
  const isGradeOfPerson =
    verdict.review?.phase === 'changed' && verdict.grade !== undefined && refusalOf(verdict) === undefined;
  const support = words.say('correction.withReview', { support: summary.support, review });
  return { ...summary, support: isGradeOfPerson ? review : support };
}

function summariseAnswer(words: Words, verdict: VerdictFields): VerdictSummary {
  const { grade, anomaly, trainedOn } = verdict;
  const refusal = refusalOf(verdict);
  const decided = verdict.decided ?? decisionOf(verdict);
  if (decided !== undefined) return summariseDecided(words, decided, verdict.review);
  if (refusal !== undefined) {
    const { title } = describeRefusal(words, refusal);
    const support = likeliestText(words, refusal, trainedOn) ?? title;
    return { answer: words.say('verdict.noVerdict'), support, tone: 'unknown' };
  }
  if (grade !== undefined) return { answer: grade.title, support: gradeSupport(words, grade, trainedOn), tone: 'info' };
  if (anomaly !== undefined) return summariseAnomaly(words, anomaly);
  return { answer: words.say('verdict.noAnswer'), support: words.say('verdict.noAnswerSupport'), tone: 'unknown' };
}

/** It names the person who decided, or else says that a person did. */
function summariseDecided(words: Words, decided: Decided, review: Review | undefined): VerdictSummary {
  const action = actionText(words, decided.action);
  const isNamed = review !== undefined && review.phase !== 'none';
  return {
    answer: shownLevelTitle(decided.level, decided.levelTitle),
    support: isNamed
      ? action
      : words.say('correction.withReview', { support: action, review: words.say('correction.decided') }),
    tone: anomalyTone(decided),
  };
}

/** How sure a grade is; without a confidence if the pack did not learn from real graded pictures. */
export function gradeSupport(
  words: Words,
  grade: NonNullable<VerdictFields['grade']>,
  trainedOn: TrainedOn | undefined,
): string {
  if (!statesConfidence(grade, trainedOn)) {
    return words.say('verdict.gradeSupportUnproven', {
      trainedOn: trainedOnText(words, trainedOn?.grade) ?? words.say('verdict.unprovenUnknown'),
    });
  }
  return words.say(grade.indicative ? 'verdict.gradeSupportIndicative' : 'verdict.gradeSupport', {
    confidence: confidenceText(words, grade.confidence),
    percent: words.percent(grade.confidence),
  });
}

/** What a pack learned one task from; undefined where that is not stated or nothing. */
export function trainedOnText(words: Words, training: TaskTraining | undefined): string | undefined {
  if (training === undefined || training.real + training.rendered === 0) return undefined;
  const { real, rendered } = training;
  if (real === 0) return words.say('verdict.trainedOn.rendered', { rendered });
  return rendered === 0
    ? words.say('verdict.trainedOn.real', { real })
    : words.say('verdict.trainedOn.both', { real, rendered });
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

/** The codes that have specific texts. Packs write either name of a sheet's. */
const knownRefusals = {
  'not-thermal': 'not-thermal',
  'palette-not-read': 'palette-not-read',
  'nothing-visible': 'nothing-visible',
  'too-blurred': 'too-blurred',
  'bit-depth': 'bit-depth',
  'unlike-known': 'unlike-known',
  'unlike-taught': 'unlike-taught',
  'first-baseline': 'first-baseline',
  'not-a-sheet': 'not-a-sheet',
  'not-rubber': 'not-a-sheet',
  uncertain: 'uncertain',
  'not-sure': 'uncertain',
} as const;

/** Why there is no verdict, and what to do: in the pack's words where it has some. */
export function describeRefusal(words: Words, { code, advice }: Pick<Refusal, 'code' | 'advice'>): FaultText {
  const described = describeCode(words, code);
  return advice === undefined ? described : { ...described, advice };
}

/**
 * The classes between which a pack was not certain, each with its share; undefined where there are none, and for a pack that learned
 * from no real graded picture, whose shares state nothing.
 */
export function likeliestText(
  words: Words,
  refusal: RefusedFields,
  trainedOn: TrainedOn | undefined,
): string | undefined {
  const classes = likelyClassesOf(refusal);
  if (classes.length === 0 || !statesConfidence({}, trainedOn)) return undefined;
  const shares = classes.map(({ title, share }) =>
    words.say('verdict.likelyClass', { title, percent: words.percent(share) }),
  );
  return words.say('verdict.likeliest', { classes: words.list(shares) });
}

function describeCode(words: Words, reason: string): FaultText {
  const known = isKnownRefusal(reason) ? knownRefusals[reason] : undefined;
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
      return words.say('verdict.fallback.slower', {
        candidate: words.duration(fallback.candidateMs),
        trusted: words.duration(fallback.trustedMs),
      });
    case 'wrong-numbers':
      return words.say('verdict.fallback.wrong-numbers', {
        what: fallback.what,
        worst: words.number(fallback.worst, 4),
        tolerance: words.number(fallback.tolerance, 4),
      });
    case 'failed':
      return words.say('verdict.fallback.failed', { detail: fallback.detail });
    default:
      return words.say(`verdict.fallback.${fallback.kind}`);
  }
}

function isKnownRefusal(reason: string): reason is keyof typeof knownRefusals {
  return Object.hasOwn(knownRefusals, reason);
}

const measures = [
  ...(['grey-bits', 'contrast', 'sharpness', 'coloured', 'colours', 'bank-distance'] as const),
  ...(['taught-distance', 'confidence'] as const),
];

/** What was measured, its value and its limit. */
export function evidenceText(words: Words, { measure, value, atLeast, atMost }: RefusalEvidence): string | undefined {
  const limit = atLeast ?? atMost;
  if (limit === undefined) return undefined;
  const known = measures.find((name) => name === measure);
  return words.say(atLeast === undefined ? 'verdict.evidenceOver' : 'verdict.evidence', {
    measure: known === undefined ? measure : words.say(`verdict.measure.${known}`),
    value: words.number(value, 3),
    limit: words.number(limit, 3),
  });
}
