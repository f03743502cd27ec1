/** Why a pack cannot be written as an ONNX file, as texts. */
import type { OnnxExportFault } from '../domain/onnx-export';
import type { FaultText } from './fault-text';
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
