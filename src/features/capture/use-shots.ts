import { useCallback, useState, useSyncExternalStore } from 'react';
import type { PictureContext } from '../../domain/record';
import type { CaptureProblem } from '../../domain/capture';
import { captureTimeAt, type CaptureTime } from '../../domain/capture-time';
import type { QueueItem, QueuePack } from '../../services/inspect-queue-state';
import { problemsOf } from '../../vision/frame-gate';
import { measureFrame } from '../../vision/frame-measures';
import { useServices } from '../use-services';
import { takePhoto } from './video-frames';

/** A photo of this session: its place in the queue, and the piece that it shows. */
interface Shot {
  readonly itemId: string;
  readonly pieceId: string;
  readonly problems: readonly CaptureProblem[];
}

/** The photos of the piece that was photographed last. */
export interface LastPiece {
  readonly items: readonly QueueItem[];
  /** What was wrong with its last photo. */
  readonly problems: readonly CaptureProblem[];
}

export interface Shots {
  /** Photos of this session. */
  readonly count: number;
  readonly last: LastPiece | undefined;
  /** Whether the next photo shows the same piece. */
  readonly isSamePiece: boolean;
  readonly setSamePiece: (isSame: boolean) => void;
  /** Takes a photo and queues it. `shown`: the problems that the gate shows. Returns false before the first frame. */
  readonly take: (video: HTMLVideoElement, shown: readonly CaptureProblem[]) => Promise<boolean>;
}

/** The photos of this session of the viewfinder. */
export function useShots(pack: QueuePack | undefined, context: Omit<PictureContext, 'capture' | 'captured'>): Shots {
  const { queue, device } = useServices();
  const { items } = useSyncExternalStore(queue.subscribe, queue.read);
  const [sessionId] = useState(() => device.newId());
  const [shots, setShots] = useState<readonly Shot[]>([]);
  const [isSamePiece, setSamePiece] = useState(false);
  const latest = shots.at(-1);

  const take = useCallback(
    async (video: HTMLVideoElement, shown: readonly CaptureProblem[]): Promise<boolean> => {
      const photo = await takePhoto(video);
      if (photo === undefined || pack === undefined) return false;
      const problems = problemsOf(measureFrame(photo.frame));
      const pieceId = isSamePiece && latest !== undefined ? latest.pieceId : device.newId();
      const takenAt = new Date();
      const captured = captureTimeAt(takenAt, -takenAt.getTimezoneOffset());
      const capture = { problems: [...problems], overruled: shown.length > 0, pieceId };
      const [itemId] = queue.addToSession(
        [
          {
            file: photo.file,
            fileName: photoName(captured),
            source: 'camera',
            again: true,
            context: { ...context, capture, captured },
          },
        ],
        pack,
        sessionId,
      );
      if (itemId === undefined) return false;
      setShots((before) => [...before, { itemId, pieceId, problems }]);
      setSamePiece(false);
      return true;
    },
    [pack, isSamePiece, latest, device, queue, context, sessionId],
  );

  const ids = shots.filter(({ pieceId }) => pieceId === latest?.pieceId).map(({ itemId }) => itemId);
  const last = latest && { items: items.filter(({ id }) => ids.includes(id)), problems: latest.problems };
  return { count: shots.length, last, isSamePiece, setSamePiece, take };
}

/** `photo-20261126-081233.jpg`. */
function photoName({ local }: CaptureTime): string {
  return `photo-${local.slice(0, 10).replaceAll('-', '')}-${local.slice(11, 19).replaceAll(':', '')}.jpg`;
}
