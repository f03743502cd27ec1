import { useEffect, useRef, useState, type ReactElement, type ReactNode, type RefObject } from 'react';
import type { CaptureProblem } from '../../domain/capture';
import type { PackOffer } from '../../services/pack-offers';
import type { Camera } from '../../services/services';
import { Button } from '../../ui/button';
import { useWords } from '../../ui/words-context';
import { outlineShare } from '../../vision/frame-measures';
import { useAsset } from '../asset-queries';
import { FaultNotice } from '../fault-notice';
import { usePictureTarget } from '../use-preferences';
import { useServices } from '../use-services';
import { CameraButtons } from './camera-buttons';
import { describeCameraFault } from './camera-fault-text';
import { LastAnswer } from './last-answer';
import { ShutterBar } from './shutter-bar';
import { Tally } from './tally';
import { useCamera, type CameraControl } from './use-camera';
import { useFrameGate } from './use-frame-gate';
import { useShots } from './use-shots';

/** The live picture with its outline and hint, the last answer, and the shutter in reach of the thumb. */
export function Viewfinder(props: {
  readonly pack: PackOffer;
  readonly chooser: ReactNode;
  readonly onClose: () => void;
}): ReactElement {
  const { inspector } = useServices();
  const { id, title } = props.pack;
  const control = useCamera();
  const video = useRef<HTMLVideoElement>(null);
  const camera = control.state.phase === 'open' ? control.state.camera : undefined;
  const problems = useFrameGate(video, camera !== undefined);
  const [target] = usePictureTarget();
  const asset = useAsset(target.assetId).data;
  const shots = useShots({ id, title }, target);
  // The worker loads the pack while the user aims.
  useEffect(() => void inspector.prepare(id), [inspector, id]);
  return (
    <>
      <CameraTop title={asset?.number ?? title} support={<Tally pack={props.pack} />} onClose={props.onClose}>
        {camera === undefined ? null : <CameraButtons camera={camera} onChoose={control.choose} />}
      </CameraTop>
      {control.state.phase === 'failed' ? (
        <WayOut control={control} chooser={props.chooser} />
      ) : (
        <>
          <Stage videoRef={video} camera={camera} problems={problems} />
          <LastAnswer shots={shots} />
          <ShutterBar video={video} isReady={camera !== undefined} problems={problems} shots={shots} />
        </>
      )}
    </>
  );
}

/** The row above the picture: the button that closes the camera, and what is photographed. */
export function CameraTop(props: {
  readonly title: string;
  readonly support?: ReactNode;
  readonly children?: ReactNode;
  readonly onClose: () => void;
}): ReactElement {
  return (
    <header className="camera-top">
      <Button look="quiet" icon="close" isIconOnly onClick={props.onClose}>
        {useWords().say('capture.close')}
      </Button>
      <div className="camera-titles">
        <h1>{props.title}</h1>
        {props.support}
      </div>
      {props.children}
    </header>
  );
}

function Stage(props: {
  readonly videoRef: RefObject<HTMLVideoElement | null>;
  readonly camera: Camera | undefined;
  readonly problems: readonly CaptureProblem[] | undefined;
}): ReactElement {
  const words = useWords();
  const { camera, problems, videoRef } = props;
  const [worst] = problems ?? [];
  const [aspect, setAspect] = useState<string>();
  useEffect(() => {
    if (videoRef.current !== null) videoRef.current.srcObject = camera?.stream ?? null;
  }, [videoRef, camera]);
  return (
    <div className="camera-stage">
      <div className="camera-frame" style={aspect === undefined ? undefined : { aspectRatio: aspect }}>
        <video
          ref={videoRef}
          className="camera-video"
          autoPlay
          muted
          playsInline
          aria-label={words.say('capture.title')}
          onResize={({ currentTarget: { videoWidth, videoHeight } }) => setAspect(`${videoWidth} / ${videoHeight}`)}
        />
        <Outline isGood={problems?.length === 0} />
      </div>
      <p role="status" className={worst === undefined ? 'camera-hint' : 'camera-hint camera-hint-problem'}>
        {problems === undefined
          ? words.say('capture.opening')
          : words.say(worst === undefined ? 'capture.good' : `capture.problem.${worst}`)}
      </p>
    </div>
  );
}

const inset = `${((1 - outlineShare) / 2) * 100}%`;

/** The corners inside which the sheet belongs. Solid where nothing is wrong, dashed otherwise. */
function Outline({ isGood }: { readonly isGood: boolean }): ReactElement {
  return (
    <div className={isGood ? 'camera-outline camera-outline-good' : 'camera-outline'} style={{ inset }} aria-hidden />
  );
}

function WayOut({ control, chooser }: { readonly control: CameraControl; readonly chooser: ReactNode }): ReactElement {
  const words = useWords();
  if (control.state.phase !== 'failed') return <></>;
  return (
    <div className="camera-way-out">
      <FaultNotice
        fault={describeCameraFault(words, control.state.fault)}
        actions={<Button onClick={control.retry}>{words.say('capture.again')}</Button>}
      />
      {chooser}
    </div>
  );
}
