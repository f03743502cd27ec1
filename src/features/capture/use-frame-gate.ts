import { useEffect, useState, type RefObject } from 'react';
import type { CaptureProblem } from '../../domain/capture';
import { nextGate, openGate, type GateState } from '../../vision/frame-gate';
import { measureFrame } from '../../vision/frame-measures';
import { smallFrame } from './video-frames';

/** Four frames a second: a hint follows the hand within half a second and costs little battery. */
const checkEveryMs = 250;

/** The problems of the live picture, the worst first; undefined before the first frame is measured. */
export function useFrameGate(
  video: RefObject<HTMLVideoElement | null>,
  isOpen: boolean,
): readonly CaptureProblem[] | undefined {
  const [gate, setGate] = useState<GateState>();
  useEffect(() => {
    if (!isOpen) return;
    const canvas = new OffscreenCanvas(1, 1);
    const timer = setInterval(() => {
      const frame = video.current === null ? undefined : smallFrame(video.current, canvas);
      if (frame === undefined) return;
      const measures = measureFrame(frame);
      setGate((before) => nextGate(before ?? openGate, measures));
    }, checkEveryMs);
    return () => {
      clearInterval(timer);
      setGate(undefined);
    };
  }, [video, isOpen]);
  return gate?.problems;
}
