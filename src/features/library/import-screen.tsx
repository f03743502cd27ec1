import { useState, type ReactElement } from 'react';
import type { ModelImportFault, NetworkDescription } from '../../domain/model-import';
import { isFileFault, type FileFault } from '../../domain/file-fault';
import type { OpenedModel } from '../../services/onnx-service';
import { Facts } from '../../ui/facts';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { describeFileFault, type FaultText } from '../../words/fault-text';
import { describeModelImportFault } from '../../words/onnx-text';
import type { Words } from '../../words/words';
import { FaultNotice } from '../fault-notice';
import { BackLink } from '../link-row';
import { useFaultMutation } from '../use-fault-mutation';
import { useServices } from '../use-services';
import { FileButton } from '../../ui/file-button';
import { ImportForm } from './import-form';

/** An ONNX file of another program becomes a pack of the user. */
export function ImportScreen(): ReactElement {
  const words = useWords();
  const { onnx } = useServices();
  const [opened, setOpened] = useState<OpenedModel>();
  const opening = useFaultMutation({
    run: (file: File) => onnx.open(file),
    refresh: [],
    onSuccess: setOpened,
  });
  const take = (file: File): void => {
    setOpened(undefined);
    opening.mutate(file);
  };
  return (
    <Page
      title={words.say('onnx.title')}
      lead={words.say('onnx.lead')}
      aside={<BackLink href="/packs">{words.say('library.toLibrary')}</BackLink>}
    >
      <div className="stack">
        <FilePanel opened={opened} isOpening={opening.isPending} onFile={take} />
        {opening.error === null ? null : <FaultNotice fault={describeOpenFault(words, opening.error.fault)} />}
        {opened === undefined ? null : <ImportForm key={opened.name} opened={opened} />}
      </div>
    </Page>
  );
}

function FilePanel(props: {
  readonly opened: OpenedModel | undefined;
  readonly isOpening: boolean;
  readonly onFile: (file: File) => void;
}): ReactElement {
  const words = useWords();
  const { opened } = props;
  return (
    <Panel title={words.say('onnx.file')}>
      {opened === undefined ? null : <Facts facts={factsOf(words, opened)} />}
      <FileButton
        label={words.say(opened === undefined ? 'onnx.choose' : 'onnx.chooseOther')}
        look={opened === undefined ? 'primary' : 'plain'}
        accept=".onnx"
        onFile={props.onFile}
      />
      {props.isOpening ? <p role="status">{words.say('onnx.opening')}</p> : null}
    </Panel>
  );
}

function factsOf(words: Words, { name, network, description }: OpenedModel) {
  const { input, channels, outputs } = description;
  const size = sizeText(words, description);
  return [
    { name: words.say('onnx.file.name'), value: name },
    { name: words.say('onnx.file.size'), value: words.bytes(network.byteLength) },
    { name: words.say('onnx.file.input'), value: words.say('onnx.file.inputOf', { input, size, channels }) },
    { name: words.say('onnx.file.outputs'), value: words.list(outputs.map((output) => output.name)) },
  ];
}

function sizeText(words: Words, { widthPx, heightPx }: NetworkDescription): string {
  return widthPx === undefined || heightPx === undefined ? words.say('onnx.file.free') : `${widthPx} × ${heightPx} px`;
}

function describeOpenFault(words: Words, fault: ModelImportFault | FileFault): FaultText {
  return isFileFault(fault) ? describeFileFault(words, fault) : describeModelImportFault(words, fault);
}
