import { useState, type ReactElement, type RefObject } from 'react';
import type { CaptureProblem } from '../../domain/capture';
import { Icon } from '../../ui/icon';
import { useWords } from '../../ui/words-context';
import { Coaching } from './coaching';
import type { Shots } from './use-shots';

/** The shutter in the middle, in reach of either thumb; beside it the photos of one sheet, and how to hold it. */
export function ShutterBar(props: {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly isReady: boolean;
  readonly problems: readonly CaptureProblem[] | undefined;
  readonly shots: Shots;
}): ReactElement {
  const words = useWords();
  const { shots, problems } = props;
  const [isTaking, setIsTaking] = useState(false);
  const hasProblem = problems !== undefined && problems.length > 0;
  const take = async (): Promise<void> => {
    if (props.video.current === null || isTaking) return;
    setIsTaking(true);
    try {
      await shots.take(props.video.current, problems ?? []);
    } finally {
      setIsTaking(false);
    }
  };
  return (
    <footer className="camera-bar">
      <button
        type="button"
        className="camera-side"
        aria-pressed={shots.isSamePiece}
        disabled={shots.last === undefined}
        onClick={() => shots.setSamePiece(!shots.isSamePiece)}
      >
        <Icon name="repeat" />
        <span>{words.say(shots.isSamePiece ? 'capture.samePieceOn' : 'capture.samePiece')}</span>
      </button>
      <button
        type="button"
        className="camera-shutter"
        disabled={!props.isReady || problems === undefined}
        aria-busy={isTaking}
        onClick={() => void take()}
      >
        <span className="camera-shutter-ring" aria-hidden />
        <span>{words.say(hasProblem ? 'capture.shutterAnyway' : 'capture.shutter')}</span>
      </button>
      <Coaching />
    </footer>
  );
}
