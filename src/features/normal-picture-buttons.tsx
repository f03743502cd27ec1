import { useRef, type ReactElement } from 'react';
import type { PackSource } from '../domain/pack';
import type { PictureSource } from '../domain/record';
import { Button } from '../ui/button';
import { useWords } from '../ui/words-context';

/** Normal pictures of an asset, from the camera or the file chooser. */
export interface NormalPictures {
  readonly files: readonly File[];
  readonly source: PictureSource;
}

/** Buttons for normal pictures; no camera where another camera takes the pictures of the pack. */
export function NormalPictureButtons(props: {
  readonly packSource: PackSource | undefined;
  readonly isDisabled: boolean;
  readonly onChoose: (pictures: NormalPictures) => void;
}): ReactElement {
  const { packSource, ...input } = props;
  return (
    <div className="row">
      {packSource === 'files' ? null : <BaselineInput {...input} source="camera" />}
      <BaselineInput {...input} source="file" />
    </div>
  );
}

function BaselineInput(props: {
  readonly source: 'camera' | 'file';
  readonly isDisabled: boolean;
  readonly onChoose: (pictures: NormalPictures) => void;
}): ReactElement {
  const words = useWords();
  const input = useRef<HTMLInputElement>(null);
  const { source } = props;
  return (
    <>
      <Button
        icon={source === 'camera' ? 'camera' : 'pictures'}
        disabled={props.isDisabled}
        onClick={() => input.current?.click()}
      >
        {words.say(source === 'camera' ? 'baseline.take' : 'baseline.choose')}
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        aria-label={words.say(source === 'camera' ? 'baseline.take' : 'baseline.choose')}
        {...(source === 'camera' ? { capture: 'environment' as const } : { multiple: true })}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          if (files.length > 0) props.onChoose({ files, source });
        }}
      />
    </>
  );
}
