import type { ReactElement } from 'react';
import type { InspectionRecord } from '../../domain/record';
import type { BaselineFault } from '../../services/baseline-service';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { FaultNotice } from '../fault-notice';
import { queryKeys } from '../local-queries';
import { NormalPictureButtons, type NormalPictures } from '../normal-picture-buttons';
import { describeQueueFault } from '../queue-fault-text';
import { useChosenPack } from '../use-chosen-pack';
import { useFaultMutation } from '../use-fault-mutation';
import { useServices } from '../use-services';

/** Stores normal pictures as baselines of the asset, for the chosen pack. */
export function AddBaselines({ assetId }: { readonly assetId: string }): ReactElement | null {
  const words = useWords();
  const { baselines } = useServices();
  const pack = useChosenPack();
  const adding = useFaultMutation<readonly InspectionRecord[], BaselineFault, NormalPictures>({
    run: (pictures) =>
      baselines.addAll({ ...pictures, assetId, pack: { id: pack?.id ?? '', title: pack?.title ?? '' } }),
    refresh: [queryKeys.inspections],
  });
  if (pack?.onDevice !== true) return null;
  return (
    <Panel title={words.say('baseline.ofThisAsset')}>
      <p className="small quiet">{words.say('baseline.ofThisAssetWhy', { pack: pack.title })}</p>
      <NormalPictureButtons packSource={pack.source} isDisabled={adding.isPending} onChoose={adding.mutate} />
      {adding.isPending ? <p role="status">{words.say('baseline.storing')}</p> : null}
      {adding.isError ? <FaultNotice fault={describeQueueFault(words, adding.error.fault)} /> : null}
    </Panel>
  );
}
