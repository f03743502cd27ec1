/** Why a pack cannot be written as an ONNX file, or a network not be imported, as texts. */
import type { ModelImportFault } from '../domain/model-import';
import type { OnnxExportFault } from '../domain/onnx-export';
import type { FaultText } from './fault-text';
import { networkTitle } from './field-pack-text';
import type { Words } from './words';

export function describeOnnxExportFault(words: Words, fault: OnnxExportFault): FaultText {
  switch (fault.kind) {
    case 'pack-not-taught':
      return {
        title: words.say('onnx.export.pack-not-taught.title', { pack: fault.packId }),
        advice: words.say('onnx.export.pack-not-taught.advice'),
      };
    case 'old-operators':
      return {
        title: words.say('onnx.export.old-operators.title', { found: fault.found }),
        advice: words.say('onnx.export.old-operators.advice', { wanted: fault.wanted }),
      };
    case 'ignored-areas-move':
    case 'sparse-constants':
      return {
        title: words.say(`onnx.export.${fault.kind}.title`),
        advice: words.say(`onnx.export.${fault.kind}.advice`),
      };
  }
}

/** Why a network cannot become a pack, and what to do. */
export function describeModelImportFault(words: Words, fault: ModelImportFault): FaultText {
  return { title: importTitle(words, fault), advice: words.say(`onnx.import.${adviceFor(fault)}.advice`) };
}

/** These can be answered otherwise in the form. */
const answers: ReadonlySet<string> = new Set<ModelImportFault['kind']>([
  ...(['wrong-input-size', 'no-output', 'output-is-map', 'output-is-no-map'] as const),
  ...(['duplicate-label', 'label-count', 'wrong-normalisation'] as const),
]);

/** These are in no usual export. */
const refused: ReadonlySet<string> = new Set<ModelImportFault['kind']>([
  ...(['control-flow', 'unknown-operators', 'not-finite', 'wrong-constant'] as const),
  ...(['constant-too-large', 'file-too-large'] as const),
]);

/** What helps: another file, another answer, another export, or nothing. */
function adviceFor({ kind }: ModelImportFault): 'answer' | 'export' | 'refused' | 'file' | 'features' | 'whole' {
  if (kind === 'output-is-features') return 'features';
  if (kind === 'output-is-boxes' || kind === 'output-is-segmentation') return 'whole';
  if (kind === 'not-onnx') return 'file';
  if (answers.has(kind)) return 'answer';
  return refused.has(kind) ? 'refused' : 'export';
}

function importTitle(words: Words, fault: ModelImportFault): string {
  switch (fault.kind) {
    case 'not-onnx':
    case 'input-type':
    case 'sigmoid-per-label':
      return words.say(`onnx.import.${fault.kind}.title`);
    case 'file-too-large':
      return words.say('onnx.import.file-too-large.title', {
        size: words.bytes(fault.bytes),
        limit: words.bytes(fault.limitBytes),
      });
    case 'wrong-inputs':
      return words.say('onnx.import.wrong-inputs.title', { count: fault.count });
    case 'input-axes':
    case 'no-channels':
      return words.say(`onnx.import.${fault.kind}.title`, { found: fault.found });
    case 'fixed-batch':
      return words.say('onnx.import.fixed-batch.title', { pictures: fault.pictures });
    case 'wrong-input-size':
      return words.say('onnx.import.wrong-input-size.title', { limit: fault.limitPx });
    default:
      return answerTitle(words, fault);
  }
}

type AnswerFault = Exclude<
  ModelImportFault,
  {
    readonly kind:
      | 'not-onnx'
      | 'input-type'
      | 'sigmoid-per-label'
      | 'file-too-large'
      | 'wrong-inputs'
      | 'input-axes'
      | 'no-channels'
      | 'fixed-batch'
      | 'wrong-input-size';
  }
>;

function answerTitle(words: Words, fault: AnswerFault): string {
  switch (fault.kind) {
    case 'no-output':
      return words.say('onnx.import.no-output.title', { output: fault.output, found: words.list(fault.found) });
    case 'output-type':
    case 'output-is-map':
    case 'output-is-no-map':
    case 'output-is-features':
    case 'output-is-boxes':
    case 'output-is-segmentation':
      return words.say(`onnx.import.${fault.kind}.title`, { output: fault.output });
    case 'duplicate-label':
      return words.say('onnx.import.duplicate-label.title', { label: fault.label });
    case 'label-count':
      return words.say('onnx.import.label-count.title', { numbers: fault.numbers, labels: fault.labels });
    case 'wrong-normalisation':
      return words.say('onnx.import.wrong-normalisation.title', { channels: fault.channels });
    default:
      return networkTitle(words, fault);
  }
}
