import type { ReactElement } from 'react';
import type { OnnxExportFault } from '../../domain/onnx-export';
import { packFileName } from '../../domain/pack-file-name';
import { textIn } from '../../domain/localised-text';
import type { Pack } from '../../domain/pack';
import type { PackVersion } from '../../domain/pack-version';
import type { OnnxFault } from '../../services/onnx-service';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { describeInspectFault, describeStorageFault, type FaultText } from '../../words/fault-text';
import { describeOnnxExportFault } from '../../words/onnx-text';
import type { Words } from '../../words/words';
import { FaultNotice } from '../fault-notice';
import { useFaultMutation } from '../use-fault-mutation';
import { useServices } from '../use-services';

/** Saves the active version as one standard ONNX file. */
export function OnnxExportPanel({
  id,
  active: { pack },
}: {
  readonly id: string;
  readonly active: PackVersion;
}): ReactElement {
  const words = useWords();
  const { onnx, device } = useServices();
  const exporting = useFaultMutation({
    run: () => onnx.exportFile(id, pack.version),
    refresh: [],
    onSuccess: (file) =>
      device.saveFile(file, packFileName(textIn(pack.title, words.locale.tag), pack.version, '.onnx')),
  });
  return (
    <Panel title={words.say('onnx.exportTitle')}>
      <p>{words.say('onnx.exportWhy', { outputs: words.say(`onnx.exportWhy.${partsOf(pack)}`) })}</p>
      <Button icon="download" disabled={exporting.isPending} onClick={() => exporting.mutate()}>
        {words.say(exporting.isPending ? 'onnx.exporting' : 'onnx.export')}
      </Button>
      {exporting.error === null ? null : <FaultNotice fault={describeFault(words, exporting.error.fault)} />}
    </Panel>
  );
}

function partsOf({ anomaly, grade }: Pack): 'anomaly' | 'grade' | 'both' {
  if (anomaly === undefined) return 'grade';
  return grade === undefined ? 'anomaly' : 'both';
}

function describeFault(words: Words, fault: OnnxFault): FaultText {
  switch (fault.kind) {
    case 'pack-not-taught':
    case 'old-operators':
    case 'ignored-areas-move':
    case 'sparse-constants':
      return describeOnnxExportFault(words, fault);
    default:
      return describeReadFault(words, fault);
  }
}

/** The pack could not be read or opened. */
function describeReadFault(words: Words, fault: Exclude<OnnxFault, OnnxExportFault>): FaultText {
  switch (fault.kind) {
    case 'storage-full':
    case 'storage-unavailable':
    case 'cannot-decrypt':
    case 'item-too-large':
    case 'write-conflict':
    case 'newer-database':
    case 'damaged':
      return describeStorageFault(words, fault);
    default:
      return describeInspectFault(words, fault);
  }
}
