import { useState, type ReactElement } from 'react';
import { inputSideLimitPx, normalisationNamed, normalisationNames } from '../../domain/model-import';
import type { OpenedModel } from '../../services/onnx-service';
import { InputField, SelectField } from '../../ui/form-field';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';

/** How a picture becomes the input of the network. */
export function PictureFields({ opened }: { readonly opened: OpenedModel }): ReactElement {
  const words = useWords();
  const { description, guesses } = opened;
  const [isOwn, setOwn] = useState(false);
  return (
    <Panel title={words.say('onnx.picture')}>
      {description.widthPx === undefined || description.heightPx === undefined ? <SizeFields opened={opened} /> : null}
      <SelectField
        label={words.say('onnx.normalisation')}
        name="normalisation"
        options={[...normalisationNames, 'own' as const].map((value) => ({
          value,
          title: words.say(`onnx.normalisation.${value}`),
        }))}
        chosen={guesses.normalisation.value}
        onChosen={(name) => setOwn(name === 'own')}
        hint={words.say(`onnx.from.${guesses.normalisation.from}`)}
      />
      {isOwn ? <OwnNumbers opened={opened} /> : null}
      {description.channels === 1 ? null : (
        <SelectField
          label={words.say('onnx.colour')}
          name="colour"
          options={(['rgb', 'bgr'] as const).map((value) => ({ value, title: words.say(`onnx.colour.${value}`) }))}
          chosen="rgb"
          hint={words.say('onnx.from.usual')}
        />
      )}
      <SelectField
        label={words.say('onnx.fit')}
        name="fit"
        options={(['stretch', 'cover', 'inner'] as const).map((value) => ({
          value,
          title: words.say(`onnx.fit.${value}`),
        }))}
        chosen="stretch"
        hint={words.say('onnx.from.usual')}
      />
    </Panel>
  );
}

/** Mean and deviation of each channel in the order of the network's input. They begin with those of ImageNet. */
function OwnNumbers({ opened: { description } }: { readonly opened: OpenedModel }): ReactElement {
  const words = useWords();
  const { channels } = description;
  const begin = normalisationNamed('imagenet', channels);
  const label = (name: 'mean' | 'std', at: number): string =>
    channels === 1 ? words.say(`onnx.${name}.grey`) : words.say(`onnx.${name}`, { order: at + 1 });
  return (
    <>
      <SelectField
        label={words.say('onnx.range')}
        name="range"
        options={(['one', 'bytes'] as const).map((value) => ({ value, title: words.say(`onnx.range.${value}`) }))}
        chosen="one"
      />
      <div className="form-grid">
        {(['mean', 'std'] as const).flatMap((name) =>
          begin[name].map((value, at) => (
            <InputField
              key={`${name}${at}`}
              label={label(name, at)}
              name={`${name}${at}`}
              type="number"
              step="any"
              defaultValue={value}
            />
          )),
        )}
      </div>
    </>
  );
}

function SizeFields({ opened: { guesses } }: { readonly opened: OpenedModel }): ReactElement {
  const words = useWords();
  const field = { type: 'number', min: 1, max: inputSideLimitPx, step: 1 } as const;
  const { widthPx, heightPx } = guesses;
  return (
    <div className="form-grid">
      <InputField
        {...field}
        label={words.say('onnx.width')}
        name="width"
        defaultValue={widthPx.value}
        hint={words.say(`onnx.from.${widthPx.from}`)}
      />
      <InputField
        {...field}
        label={words.say('onnx.height')}
        name="height"
        defaultValue={heightPx.value}
        hint={words.say(`onnx.from.${heightPx.from}`)}
      />
    </div>
  );
}
