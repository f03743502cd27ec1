/** Why a `.fieldpack` is refused, as texts. */
import type { FieldPackFault, NetworkFault } from '../domain/field-pack';
import { describePackFault, type FaultText } from './fault-text';
import type { Words } from './words';

/** What is wrong with the file, and what to do next. */
export function describeFieldPackFault(words: Words, fault: FieldPackFault): FaultText {
  switch (fault.kind) {
    case 'pack-fault':
      return describePackFault(words, fault.fault);
    case 'not-a-field-pack':
      return {
        title: words.say('packFile.not-a-field-pack.title'),
        advice: words.say('packFile.not-a-field-pack.advice'),
      };
    case 'absent-files':
      return {
        title: words.say('packFile.absent-files.title', {
          files: words.list(fault.files.map(({ name }) => name)),
          bytes: words.bytes(fault.files.reduce((sum, { bytes }) => sum + bytes, 0)),
        }),
        advice: words.say('packFile.absent-files.advice'),
      };
    case 'damaged-entry':
      return {
        title: words.say('packFile.damaged-entry.title', { name: fault.name }),
        advice: words.say('packFile.again.advice'),
      };
    default:
      return { title: refusalTitle(words, fault), advice: words.say('packFile.refused.advice') };
  }
}

type Refusal = Exclude<
  FieldPackFault,
  { readonly kind: 'pack-fault' | 'not-a-field-pack' | 'absent-files' | 'damaged-entry' }
>;

function refusalTitle(words: Words, fault: Refusal): string {
  switch (fault.kind) {
    case 'too-many-entries':
      return words.say('packFile.too-many-entries.title', { limit: fault.limit });
    case 'entry-too-large':
      return words.say('packFile.entry-too-large.title', { name: fault.name, limit: words.bytes(fault.limitBytes) });
    case 'pack-too-large': {
      const limit = words.bytes(fault.limitBytes);
      return words.say('packFile.pack-too-large.title', { bytes: words.bytes(fault.bytes), limit });
    }
    case 'bank-too-large':
      return words.say('packFile.bank-too-large.title', { numbers: fault.numbers, limit: fault.limit });
    case 'bad-signature-field':
      return words.say('packFile.bad-signature-field.title', { at: fault.at, wanted: fault.wanted });
    case 'duplicate-entry':
    case 'compressed-too-much':
      return words.say(`packFile.${fault.kind}.title`, { name: fault.name });
    case 'unsafe-name':
    case 'unsigned':
    case 'wrong-signature':
    case 'not-onnx':
      return words.say(`packFile.${fault.kind}.title`);
    default:
      return networkTitle(words, fault);
  }
}

/** What is wrong with a network. */
export function networkTitle(words: Words, fault: Exclude<NetworkFault, { readonly kind: 'not-onnx' }>): string {
  switch (fault.kind) {
    case 'control-flow':
      return words.say('packFile.control-flow.title', { operator: fault.operator });
    case 'external-data':
      return words.say('packFile.external-data.title', { tensor: fault.tensor });
    case 'unknown-operators':
      return words.say('packFile.unknown-operators.title', { domain: fault.domain });
    case 'wrong-constant':
      return words.say('packFile.wrong-constant.title', { tensor: fault.tensor });
    case 'constant-too-large':
      return words.say('packFile.constant-too-large.title', { tensor: fault.tensor, limit: fault.limit });
    case 'not-finite':
      return words.say('packFile.not-finite.title', { file: fault.file });
  }
}
