/** Why a training gave no new classifier, and what to do next. */
import { describeInspectFault } from '../../src/words/fault-text';
import { words } from '../words';
import type { KeptBecause } from './head-comparison';
import type { TrainerFault } from './trainer';

const { say } = words;

/** The text of a fault, and how many pictures could not be used. */
export function trainFailureText(fault: TrainerFault, unused = 0): string {
  const reason = isZipFault(fault) ? zipText(fault) : trainingText(fault);
  return unused === 0 ? reason : say('server.train-with-unused', { reason, count: unused });
}

type ZipFault = Extract<TrainerFault, { kind: (typeof zipKinds)[number] }>;

const zipKinds = [
  'not-a-zip',
  'unsafe-name',
  'unreadable-file',
  'no-labelled-pictures',
  'too-many-entries',
  'too-much-content',
] as const;

function isZipFault(fault: TrainerFault): fault is ZipFault {
  const kinds: readonly string[] = zipKinds;
  return kinds.includes(fault.kind);
}

function zipText(fault: ZipFault): string {
  switch (fault.kind) {
    case 'not-a-zip':
    case 'unsafe-name':
    case 'unreadable-file':
    case 'no-labelled-pictures':
      return say(`server.zip-${fault.kind}`);
    case 'too-many-entries':
      return say('server.zip-too-many-entries', { limit: fault.limit });
    case 'too-much-content':
      return say('server.zip-too-much-content', { mebibytes: Math.floor(fault.limitBytes / 2 ** 20) });
  }
}

function trainingText(fault: Exclude<TrainerFault, ZipFault>): string {
  switch (fault.kind) {
    case 'too-few-classes':
      return say('server.train-too-few-classes', { found: fault.found });
    case 'too-few-of-class':
      return say('server.train-too-few-of-class', { label: fault.label, found: fault.found, wanted: fault.wanted });
    case 'interrupted':
      return say('server.train-interrupted');
    case 'out-of-time':
      return say('server.train-out-of-time', { seconds: fault.limitMs / 1000 });
    case 'no-normal-pictures':
    case 'base-without-anomaly':
    case 'other-look':
    case 'unusable-picture':
    case 'base-without-embedding':
      return say('server.train-failed', { reason: say('server.train-unexpected', { kind: fault.kind }) });
    default: {
      const { title, advice } = describeInspectFault(words, fault);
      return say('server.train-failed', { reason: `${title} ${advice}` });
    }
  }
}

/** Why the head before serves on. */
export function keptText(reason: KeptBecause): string {
  return say(`server.train-${reason}`);
}
