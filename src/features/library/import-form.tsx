import { useRef, useState, type ReactElement } from 'react';
import { nameLimit } from '../../domain/common-schemas';
import type { OpenedModel } from '../../services/onnx-service';
import { InputField, SelectField } from '../../ui/form-field';
import { Panel } from '../../ui/panel';
import { TextField } from '../../ui/text-field';
import { useWords } from '../../ui/words-context';
import { useServices } from '../use-services';
import { FileButton } from '../../ui/file-button';
import { answersIn, fits, type FormState } from './import-answers';
import { PictureFields } from './import-picture-fields';
import { TryPanel } from './import-try';

/** What the file does not say, filled with guesses, and a trial on a picture before anything is saved. */
export function ImportForm({ opened }: { readonly opened: OpenedModel }): ReactElement {
  const words = useWords();
  const form = useRef<HTMLFormElement>(null);
  const { guesses, name } = opened;
  const [state, setState] = useState<FormState>({
    kind: guesses.kind.value,
    labels: guesses.labels.value.join('\n'),
    title: name.replace(/\.onnx$/i, ''),
  });
  // A result holds for the answers with which it was computed.
  const [changes, setChanges] = useState(0);
  const change = (part: Partial<FormState>): void => {
    setState({ ...state, ...part });
    if (part.title === undefined) setChanges(changes + 1);
  };
  const read = () => answersIn(opened, state, form.current ? new FormData(form.current) : new FormData());
  return (
    <>
      <form
        ref={form}
        className="stack"
        onChange={() => setChanges((before) => before + 1)}
        onSubmit={(event) => event.preventDefault()}
      >
        <div className="columns columns-halves">
          <Panel title={words.say('onnx.answers')}>
            <SelectField
              label={words.say('onnx.kind')}
              name="kind"
              options={(['classifier', 'anomaly'] as const).map((kind) => ({
                value: kind,
                title: words.say(`onnx.kind.${kind}`),
              }))}
              chosen={state.kind}
              onChosen={(kind) => change({ kind: kind === 'anomaly' ? kind : 'classifier' })}
            />
            {state.kind === 'classifier' ? (
              <ClassFields opened={opened} labels={state.labels} onLabels={(labels) => change({ labels })} />
            ) : (
              <AnomalyFields opened={opened} />
            )}
          </Panel>
          <PictureFields opened={opened} />
        </div>
      </form>
      <TryPanel opened={opened} changes={changes} read={read} canTry={fits(opened, state)} title={state.title.trim()}>
        <TextField
          label={words.say('onnx.name')}
          value={state.title}
          onChange={(title) => change({ title })}
          maxLength={nameLimit}
        />
      </TryPanel>
    </>
  );
}

function OutputField(props: {
  readonly opened: OpenedModel;
  readonly name: string;
  readonly label: string;
  readonly chosen: string;
}): ReactElement {
  const options = props.opened.description.outputs.map(({ name }) => ({ value: name, title: name }));
  return <SelectField label={props.label} name={props.name} options={options} chosen={props.chosen} />;
}

function ClassFields(props: {
  readonly opened: OpenedModel;
  readonly labels: string;
  readonly onLabels: (labels: string) => void;
}): ReactElement {
  const words = useWords();
  const { onnx } = useServices();
  const [without, setWithout] = useState<string>();
  const { guesses } = props.opened;
  const { labelCount, activation, output } = guesses;
  const readFile = async (file: File): Promise<void> => {
    const labels = await onnx.readLabels(file);
    setWithout(labels.length === 0 ? file.name : undefined);
    if (labels.length > 0) props.onLabels(labels.join('\n'));
  };
  return (
    <>
      <OutputField opened={props.opened} name="output" label={words.say('onnx.output')} chosen={output.value} />
      <SelectField
        label={words.say('onnx.activation')}
        name="activation"
        options={(['softmax', 'sigmoid', 'none'] as const).map((value) => ({
          value,
          title: words.say(`onnx.activation.${value}`),
        }))}
        chosen={activation.value}
        hint={words.say(`onnx.from.${activation.from}`)}
      />
      <TextField
        label={words.say('onnx.labels')}
        value={props.labels}
        onChange={props.onLabels}
        maxLength={labelsLimit}
        rows={5}
        {...(labelCount !== undefined && {
          hint: words.say('onnx.labelsOf', { count: labelCount === 2 ? singleOr(props.opened) : labelCount }),
        })}
      />
      <FileButton
        label={words.say('onnx.labelsFile')}
        accept=".txt,.json,.csv"
        onFile={(file) => void readFile(file)}
      />
      {without === undefined ? null : <p role="alert">{words.say('onnx.noLabels', { file: without })}</p>}
    </>
  );
}

/** 1,000 labels of usual length. */
const labelsLimit = 100_000;

/** Two labels may be two numbers or one. */
function singleOr({ guesses, description }: OpenedModel): number {
  const output = description.outputs.find(({ name }) => name === guesses.output.value);
  return output?.dims.slice(1).every((dim) => dim === 1) === true ? 1 : 2;
}

function AnomalyFields({ opened }: { readonly opened: OpenedModel }): ReactElement {
  const words = useWords();
  const { output, map, threshold } = opened.guesses;
  return (
    <>
      <OutputField opened={opened} name="score" label={words.say('onnx.score')} chosen={output.value} />
      <OutputField opened={opened} name="map" label={words.say('onnx.map')} chosen={map.value} />
      <InputField
        label={words.say('onnx.threshold')}
        name="threshold"
        type="number"
        min="0"
        max="1"
        step="any"
        defaultValue={threshold.value}
        hint={words.say('onnx.from.usual')}
      />
    </>
  );
}
