/** Corrections as texts, the same in app, office and reports. */
import { correctionKinds, type Correction, type CorrectionState } from '../domain/correction';
import type { Review } from '../domain/corrected-verdict';
import type { AnomalyBox } from '../domain/inspection';
import { shownLevelTitle } from '../domain/level-title';
import type { StorageFault } from '../domain/record';
import { describeStorageFault, type FaultText } from './fault-text';
import type { Words } from './words';

/** "Changed by Asha"; undefined where no person has looked at the verdict. */
export function reviewText(words: Words, review: Review | undefined): string | undefined {
  if (review === undefined || review.phase === 'none') return undefined;
  const { phase: reviewed, by, isDecision } = review;
  const phase = isDecision === true ? 'decided' : reviewed;
  return by === undefined ? words.say(`correction.${phase}`) : words.say(`correction.${phase}By`, { name: by });
}

/** What a correction changed: "Changed the severity: Critical → Watch". */
export function correctionText(words: Words, { kind: stored, before, after }: Correction): string {
  const kind = correctionKinds.find((known) => known === stored);
  switch (kind) {
    case undefined:
      return words.say('correction.kind.other');
    case 'confirmed':
    case 'undone':
      return words.say(`correction.kind.${kind}`);
    case 'region-added':
      return words.say('correction.kind.region-added', { after: stateText(words, after) });
    case 'region-rejected':
      return words.say('correction.kind.region-rejected', { before: stateText(words, before) });
    default:
      return words.say(`correction.kind.${kind}`, {
        before: stateText(words, before),
        after: stateText(words, after),
      });
  }
}

/** Who made a correction, and when. */
export function personText(words: Words, { by, at }: Correction): string {
  const time = words.dateTime(at);
  return by === undefined ? time : words.say('correction.by', { name: by, time });
}

/** Why a correction was not stored, and what to do. */
export function correctionFaultText(
  words: Words,
  fault: StorageFault | { readonly kind: 'too-many-corrections'; readonly limit: number },
): FaultText {
  if (fault.kind !== 'too-many-corrections') return describeStorageFault(words, fault);
  return {
    title: words.say('correction.fault.title', { limit: fault.limit }),
    advice: words.say('correction.fault.advice'),
  };
}

function stateText(words: Words, state: CorrectionState | undefined): string {
  if (state?.grade !== undefined) return state.grade.title;
  if (state?.region !== undefined) return regionText(words, state.region);
  if (state?.level === undefined) return words.say('correction.nothing');
  const level = shownLevelTitle(state.level.level, state.level.levelTitle);
  if (state.limit === undefined) return level;
  return words.say('correction.limit', { limit: words.number(100 * state.limit, 1), level });
}

function regionText(words: Words, { x, y, width, height, levelTitle, category }: AnomalyBox): string {
  const place = { level: levelTitle, x, y, width, height };
  if (category === undefined) return words.say('correction.region', place);
  return words.say('correction.regionKind', { ...place, kind: category.title });
}
