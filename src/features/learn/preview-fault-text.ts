import { possibleBaselines } from '../../domain/example';
import type { ExampleItem } from '../../services/learning-overview';
import type { AcceptFault } from '../../services/learning-service';
import type { PreviewFault } from '../../services/preview-learning';
import { describeInspectFault, type FaultText } from '../../words/fault-text';
import type { Words } from '../../words/words';
import { describePackFetchFault } from '../pack-fault-text';

/** Why nothing was learned, and what to do next. `causes`: the corrections that the fault is about. */
export function describePreviewFault(words: Words, fault: PreviewFault, causes: readonly ExampleItem[]): FaultText {
  const title = words.say('learn.refusedTitle');
  switch (fault.kind) {
    case 'nothing-to-learn':
    case 'base-without-anomaly':
    case 'bank-full':
    case 'no-base':
      return { title, advice: words.say(`learn.fault.${fault.kind}`) };
    case 'unusable-picture':
    case 'hides-fault':
    case 'looks-normal':
    case 'looks-like-baseline':
      return { title, advice: words.say(`learn.fault.${fault.kind}`, { file: fault.name }) };
    case 'unknown-scene': {
      const records = causes.map(({ record }) => record);
      const count = Math.max(1, new Set(records.map(({ id }) => id)).size);
      const possible = possibleBaselines(records).length;
      return { title, advice: words.say(`learn.fault.${fault.kind}`, { file: fault.name, count, possible }) };
    }
    case 'not-readable':
      return { title, advice: words.say('learn.fault.not-readable', { detail: fault.detail }) };
    default: {
      const text = describeInspectFault(words, fault);
      return { title: text.title, advice: text.advice };
    }
  }
}

/** Why a preview was not stored. */
export function describeAcceptFault(words: Words, fault: AcceptFault): FaultText {
  if (fault.kind !== 'no-preview') return describePackFetchFault(words, fault);
  return { title: words.say('learn.refusedTitle'), advice: words.say('learn.fault.no-preview') };
}
