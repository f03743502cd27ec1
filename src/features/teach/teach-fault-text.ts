import { isFileFault } from '../../domain/file-fault';
import type { TeachFailure } from '../../domain/teach-report';
import { describeFileFault, describeInspectFault, type FaultText } from '../../words/fault-text';
import type { Words } from '../../words/words';

/** Why nothing was taught, and what to do next. */
export function describeTeachFault(words: Words, fault: TeachFailure): FaultText {
  const title = words.say('teach.failedTitle');
  switch (fault.kind) {
    case 'no-normal-pictures':
    case 'base-without-anomaly':
    case 'other-look':
    case 'no-base':
    case 'too-few-classes':
    case 'base-without-embedding':
    case 'pack-not-stored':
      return { title, advice: withKept(words, words.say(`teach.fault.${fault.kind}`)) };
    case 'too-few-of-class':
      return {
        title,
        advice: withKept(words, words.say('teach.fault.too-few-of-class', { name: fault.label, wanted: fault.wanted })),
      };
    case 'unusable-picture':
      return { title, advice: withKept(words, words.say('teach.fault.unusable-picture', { file: fault.name })) };
    default: {
      const text = isFileFault(fault) ? describeFileFault(words, fault) : describeInspectFault(words, fault);
      return { title: text.title, advice: withKept(words, text.advice) };
    }
  }
}

function withKept(words: Words, advice: string): string {
  return `${advice} ${words.say('teach.kept')}`;
}
