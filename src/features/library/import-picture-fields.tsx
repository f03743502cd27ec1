import type { ReactElement } from 'react';
import { inputSideLimitPx, normalisationNames } from '../../domain/model-import';
import type { OpenedModel } from '../../services/onnx-service';
import { InputField, SelectField } from '../../ui/form-field';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';

/** How a picture becomes the input of the network. */
export function PictureFields({ opened }: { readonly opened: OpenedModel }): ReactElement {
  const words = useWords();
  const { description, guesses } = opened;
  return (
    <Panel title={words.say('onnx.picture')}>
      {description.widthPx === undefined || description.heightPx === undefined ? <SizeFields opened={opened} /> : null}
      <SelectField
        label={words.say('onnx.normalisation')}
        name="normalisation"
        options={normalisationNames.map((value) => ({ value, title: words.say(`onnx.normalisation.${value}`) }))}
        chosen={guesses.normalisation.value}
        hint={words.say(`onnx.from.${guesses.normalisation.from}`)}
      />
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
