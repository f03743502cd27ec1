import { useRef, type ReactElement } from 'react';
import { Link } from 'wouter';
import type { PackSource } from '../../domain/pack';
import { Button, buttonClass, type ButtonLook } from '../../ui/button';
import { Icon, type IconName } from '../../ui/icon';
import './inspect.css';
import type { NewPicture } from '../../services/inspect-queue-state';
import { filesToPictures } from './use-incoming-pictures';
import { useWords } from '../../ui/words-context';

/**
 * Buttons for camera and file chooser. There is no camera button where another camera takes the pictures, and none on a device
 * with a mouse. `camera`: the viewfinder of this app, or the camera app of the device where the viewfinder does not open.
 */
export function AddPictures({
  packSource,
  camera = 'viewfinder',
  ...props
}: {
  readonly packSource: PackSource;
  readonly camera?: 'viewfinder' | 'device';
  readonly isDisabled: boolean;
  readonly onPictures: (pictures: readonly NewPicture[]) => void;
}): ReactElement {
  const words = useWords();
  const chooser = { ...props, source: 'file', icon: 'pictures', title: words.say('inspect.choosePictures') } as const;
  if (packSource === 'files') {
    return (
      <div className="add-pictures">
        <PictureInput {...chooser} look="primary" />
        <p className="small quiet">{words.say('inspect.fromFiles')}</p>
      </div>
    );
  }
  return (
    <div className="add-pictures">
      {camera === 'device' || props.isDisabled ? (
        <PictureInput {...props} source="camera" look="primary" icon="camera" title={words.say('inspect.takePhoto')} />
      ) : (
        <div className="add-camera">
          <Link href="/camera" className={buttonClass('primary', 'large')}>
            <Icon name="camera" size={26} />
            <span>{words.say('inspect.takePhoto')}</span>
          </Link>
        </div>
      )}
      <PictureInput {...chooser} look="plain" />
    </div>
  );
}

function PictureInput(props: {
  readonly source: 'camera' | 'file';
  readonly look: ButtonLook;
  readonly icon: IconName;
  readonly title: string;
  readonly isDisabled: boolean;
  readonly onPictures: (pictures: readonly NewPicture[]) => void;
}): ReactElement {
  const words = useWords();
  const ref = useRef<HTMLInputElement>(null);
  return (
    <div className={`add-${props.source}`}>
      <Button
        look={props.look}
        size="large"
        icon={props.icon}
        disabled={props.isDisabled}
        onClick={() => ref.current?.click()}
      >
        {props.title}
      </Button>
      <input
        ref={ref}
        type="file"
        accept="image/*"
        hidden
        {...(props.source === 'camera' ? { capture: 'environment' as const } : { multiple: true })}
        onChange={(event) => {
          props.onPictures(filesToPictures(words, event.currentTarget.files ?? [], props.source));
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
