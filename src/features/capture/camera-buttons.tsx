import { useState, type ReactElement } from 'react';
import type { Camera } from '../../services/services';
import { Button } from '../../ui/button';
import { useWords } from '../../ui/words-context';

/** Light and choice of the camera, each only where the device has it. */
export function CameraButtons(props: {
  readonly camera: Camera;
  readonly onChoose: (cameraId: string) => void;
}): ReactElement {
  const words = useWords();
  const { camera } = props;
  const next = cameraAfter(camera);
  return (
    <div className="camera-buttons">
      {camera.hasTorch ? <TorchButton camera={camera} /> : null}
      {next === undefined ? null : (
        <Button look="quiet" icon="switch" isIconOnly onClick={() => props.onChoose(next)}>
          {words.say('capture.switch')}
        </Button>
      )}
    </div>
  );
}

function TorchButton({ camera }: { readonly camera: Camera }): ReactElement {
  const words = useWords();
  const [isOn, setIsOn] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const toggle = async (): Promise<void> => {
    const isDone = await camera.setTorch(!isOn);
    if (isDone) setIsOn(!isOn);
    setHasFailed(!isDone);
  };
  return (
    <>
      <Button look="quiet" icon="light" isIconOnly aria-pressed={isOn} onClick={() => void toggle()}>
        {words.say(isOn ? 'capture.torchOff' : 'capture.torchOn')}
      </Button>
      {hasFailed ? <span role="status">{words.say('capture.torchFailed')}</span> : null}
    </>
  );
}

/** The camera after the one in use, in the browser's order; undefined where there is only one. */
function cameraAfter({ cameraIds, cameraId }: Camera): string | undefined {
  if (cameraIds.length < 2) return undefined;
  const at = cameraId === undefined ? -1 : cameraIds.indexOf(cameraId);
  return cameraIds[(at + 1) % cameraIds.length];
}
