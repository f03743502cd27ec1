import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { Asset } from '../../domain/asset';
import { assetIdInName } from '../../domain/file-name-pattern';
import type { InspectQueue } from '../../services/inspect-queue';
import { isWorking, type NewPicture } from '../../services/inspect-queue-state';
import type { PackOffer } from '../../services/pack-offers';
import type { PictureTarget } from '../../services/preferences';
import { useWords } from '../../ui/words-context';
import { useAssets } from '../asset-queries';
import { useChosenPack } from '../use-chosen-pack';
import { usePictureTarget } from '../use-preferences';
import { useServices } from '../use-services';

/** The address of the inspect screen. */
const inspectPath = '/';

/** Pictures that were added together, and the folder or ZIP file they come from. */
interface Addition {
  readonly pictures: readonly NewPicture[];
  readonly name: string | undefined;
}

/**
 * Adds pictures to the queue for the chosen pack and opens the inspect screen. The result of a single picture opens automatically if the queue was
 * idle and the user stays on that screen. `refusal` is the reason why pictures were not accepted.
 */
export function useAddPictures(): {
  readonly addPictures: (pictures: readonly NewPicture[], name?: string) => void;
  readonly refusal: string | undefined;
} {
  const words = useWords();
  const { queue } = useServices();
  const pack = useChosenPack();
  const [pending, setPending] = useState<readonly Addition[]>([]);
  const [target] = usePictureTarget();
  const assets = useAssets().data ?? noAssets;
  const [refusedPack, setRefusedPack] = useState<string>();
  const { openInspect, openResult } = useNavigation();

  const addTo = useCallback(
    ({ id, title, onDevice }: PackOffer, { pictures, name }: Addition) => {
      setRefusedPack(onDevice ? undefined : id);
      if (!onDevice) return;
      const isAlone = pictures.length === 1 && !isWorking(queue.read());
      const [first] = queue.add(belongingTo(target, pictures, assets), { id, title }, name);
      if (isAlone && first !== undefined) onResult(queue, first, openResult);
    },
    [queue, openResult, target, assets],
  );
  const addPictures = useCallback(
    (pictures: readonly NewPicture[], name?: string) => {
      openInspect();
      if (pictures.length === 0) return;
      if (pack === undefined) setPending((before) => [...before, { pictures, name }]);
      else addTo(pack, { pictures, name });
    },
    [pack, addTo, openInspect],
  );
  useEffect(() => {
    if (pack === undefined || pending.length === 0) return;
    // The pictures came before the packs were known.
    // oxlint-disable-next-line react-hooks/set-state-in-effect
    setPending([]);
    for (const addition of pending) addTo(pack, addition);
  }, [pack, pending, addTo]);

  return { addPictures, refusal: refusalText(words, pack, refusedPack) };
}

const noAssets: readonly Asset[] = [];

/**
 * The pictures with the asset and job that are chosen now: a later choice is for later pictures. Where none is chosen, the file name may
 * begin with the number of an asset.
 */
function belongingTo(
  target: PictureTarget,
  pictures: readonly NewPicture[],
  assets: readonly Asset[],
): readonly NewPicture[] {
  return pictures.map((picture) => {
    const named = target.assetId === undefined ? assetIdInName(picture.fileName, assets) : undefined;
    const context = { ...(named === undefined ? {} : { assetId: named }), ...target, ...picture.context };
    return { ...picture, context };
  });
}

function refusalText(
  words: ReturnType<typeof useWords>,
  pack: PackOffer | undefined,
  refusedPack: string | undefined,
): string | undefined {
  if (pack === undefined || pack.onDevice || pack.id !== refusedPack) return undefined;
  const kind = pack.unusableBecause === undefined ? 'notReady' : 'notUsable';
  return words.say(`inspect.${kind}`, { pack: pack.title });
}

/** Opens the inspect screen, or a result unless the user has left the inspect screen meanwhile. */
function useNavigation(): { readonly openInspect: () => void; readonly openResult: (id: string) => void } {
  const [location, navigate] = useLocation();
  const current = useRef(location);
  useEffect(() => {
    current.current = location;
  }, [location]);
  const openInspect = useCallback(() => {
    if (current.current !== inspectPath) navigate(inspectPath);
    current.current = inspectPath;
  }, [navigate]);
  const openResult = useCallback(
    (id: string) => {
      if (current.current === inspectPath) navigate(`/inspection/${id}`);
    },
    [navigate],
  );
  return { openInspect, openResult };
}

/** Calls `open` once with the id of the result of this picture, if there is one. */
function onResult(queue: InspectQueue, itemId: string, open: (id: string) => void): void {
  const stop = queue.subscribe(() => {
    const state = queue.read().items.find(({ id }) => id === itemId)?.state;
    if (state?.phase === 'waiting' || state?.phase === 'running') return;
    stop();
    if (state?.phase === 'saved') open(state.record.id);
    if (state?.phase === 'unsaved') open(itemId);
  });
}
