import { useCallback, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { PackOffer } from '../../services/pack-offers';
import { isBusy, type NewPicture } from '../../services/inspect-queue-state';
import { useInspectQueue } from './use-inspect-queue';
import { useWords } from '../../ui/words-context';

/**
 * Adds pictures to the queue. The result of a single picture opens automatically if the queue was idle.
 * `refusal` is the reason why pictures were not accepted.
 */
export function useAddPictures(pack: PackOffer): {
  readonly addPictures: (pictures: readonly NewPicture[]) => void;
  readonly refusal: string | undefined;
} {
  const words = useWords();
  const { queue, snapshot } = useInspectQueue();
  const [followed, setFollowed] = useState<string>();
  const [refusedPack, setRefusedPack] = useState<string>();
  const [, navigate] = useLocation();
  const { id, title, onDevice, unusableBecause } = pack;

  const addPictures = useCallback(
    (pictures: readonly NewPicture[]) => {
      if (!onDevice) {
        setRefusedPack(id);
        return;
      }
      const isAlone = pictures.length === 1 && !isBusy(queue.read());
      const [first] = queue.add(pictures, { id, title });
      setFollowed(isAlone ? first : undefined);
    },
    [queue, id, title, onDevice],
  );

  const state = snapshot.items.find((item) => item.id === followed)?.state;
  useEffect(() => {
    if (state?.phase === 'saved') navigate(`/inspection/${state.record.id}`);
    if (state?.phase === 'unsaved' && followed !== undefined) navigate(`/inspection/${followed}`);
  }, [state, followed, navigate]);

  const reason =
    unusableBecause === undefined
      ? words.say('inspect.notReady', { pack: title })
      : words.say('inspect.notUsable', { pack: title });
  return { addPictures, refusal: refusedPack === id && !onDevice ? reason : undefined };
}
