/** The `error` texts of the legacy API: what happened and what to do next. */
import type { Refusal } from '../../src/domain/refusal';
import { describeInspectFault } from '../../src/words/fault-text';
import { describeRefusal } from '../../src/words/verdict-text';
import { words } from '../words';
import type { InferenceFault } from '../inference/inference';
import type { SubmitFault } from '../training/retraining';
import { trainFailureText } from '../training/train-failure-text';
import type { FormFault, LegacyFault } from './legacy-fault';

const { say } = words;

const userSample = '{"name": "…", "location": "…"}';

/** The text of a fault. */
export function legacyText(fault: LegacyFault): string {
  return isTrainingFault(fault) ? trainingText(fault) : requestText(fault);
}

function requestText(fault: Exclude<LegacyFault, TrainingFault>): string {
  switch (fault.kind) {
    case 'busy':
      return say('server.busy', { seconds: fault.retryAfterS });
    case 'not-sure':
      return say('server.not-sure', { likeliest: fault.likeliest, confidence: fault.confidence });
    case 'no-user':
      return say('server.no-user', { missing: fault.missing.join(', '), sample: userSample });
    case 'not-json':
    case 'undecodable':
      return say(`server.${fault.kind}`, { sample: userSample });
    case 'wrong-method':
      return say('server.wrong-method', { allowed: words.list(fault.allowed) });
    case 'no-such-picture':
    case 'no-room':
    case 'cut-off':
      return say(`server.${fault.kind}`);
    case 'too-large':
      return say('server.upload-too-large', { mebibytes: Math.floor(fault.limitBytes / 2 ** 20) });
    default:
      return pictureOrFormText(fault);
  }
}

type TrainingFault = SubmitFault | Extract<LegacyFault, { kind: (typeof trainingKinds)[number] }>;

const plainKinds = [
  'no-such-job',
  'no-training',
  'no-classifier',
  'no-insights',
  'no-archive',
  'too-many-archives',
] as const;
const trainingKinds = ['no-engineer', 'archive-too-large', ...plainKinds] as const;
const submitKinds = [
  'training-busy',
  'not-a-zip',
  'too-many-entries',
  'too-much-content',
  'unsafe-name',
  'unreadable-file',
  'no-labelled-pictures',
] satisfies readonly SubmitFault['kind'][];

function isTrainingFault(fault: LegacyFault): fault is TrainingFault {
  const kinds: readonly string[] = [...trainingKinds, ...submitKinds];
  return kinds.includes(fault.kind);
}

function trainingText(fault: TrainingFault): string {
  switch (fault.kind) {
    case 'no-engineer':
      return say(`server.engineer-${fault.reason}`);
    case 'training-busy':
      return say('server.training-busy', { seconds: fault.retryAfterS });
    case 'archive-too-large':
      return say('server.archive-too-large', { mebibytes: Math.floor(fault.limitBytes / 2 ** 20) });
    case 'no-such-job':
    case 'no-training':
    case 'no-classifier':
    case 'no-insights':
    case 'no-archive':
    case 'too-many-archives':
      return say(`server.${fault.kind}`);
    default:
      return trainFailureText(fault);
  }
}

function pictureOrFormText(fault: FormFault | InferenceFault | Extract<LegacyFault, { kind: 'no-verdict' }>): string {
  if (fault.kind === 'no-verdict') return refusalText(fault.refusal);
  return isFormFault(fault) ? formText(fault) : inspectText(fault);
}

/** Why there is no verdict on a picture, and what to do. */
export function refusalText(refusal: Refusal): string {
  const { title, advice } = describeRefusal(words, refusal);
  return `${title} ${advice}`;
}

const formKinds: readonly string[] = [
  'not-multipart',
  'no-boundary',
  'broken-multipart',
  'too-many-parts',
  'no-file',
  'too-many-files',
  'bad-field',
] satisfies readonly FormFault['kind'][];

function isFormFault(fault: FormFault | InferenceFault): fault is FormFault {
  return formKinds.includes(fault.kind);
}

function formText(fault: FormFault): string {
  switch (fault.kind) {
    case 'not-multipart':
    case 'no-boundary':
      return say(`server.${fault.kind}`);
    case 'broken-multipart':
      return say('server.broken-multipart', { what: say(`server.multipart-${fault.what}`) });
    case 'too-many-parts':
    case 'too-many-files':
      return say(`server.${fault.kind}`, { limit: fault.limit });
    case 'no-file':
      return say('server.no-file', { field: fault.field });
    case 'bad-field':
      return say('server.bad-field', { field: fault.field, wanted: say(`server.field-${fault.wanted}`) });
  }
}

function inspectText(fault: InferenceFault): string {
  if (fault.kind === 'out-of-time') return say('server.out-of-time', { seconds: fault.limitMs / 1000 });
  if (fault.kind === 'baseline-fault') {
    return say('server.baseline-fault', { file: fault.fileName, reason: inspectText(fault.fault) });
  }
  const { title, advice } = describeInspectFault(words, fault);
  return `${title} ${advice}`;
}
