import { useState, type ReactElement } from 'react';
import { useLocation } from 'wouter';
import { isUnknownScene } from '../../domain/baseline';
import type { InspectionSummary } from '../../domain/inspection-summary';
import type { Pack } from '../../domain/pack';
import type { InspectionRecord } from '../../domain/record';
import type { BaselineFault } from '../../services/baseline-service';
import { succeed } from '../../domain/result';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { useWords } from '../../ui/words-context';
import { AssetPicker } from '../asset-picker';
import { useAsset } from '../asset-queries';
import { FaultNotice } from '../fault-notice';
import { NormalPictureButtons, type NormalPictures } from '../normal-picture-buttons';
import { queryKeys, useInstalledPack } from '../local-queries';
import { describeQueueFault } from '../queue-fault-text';
import { useFaultMutation } from '../use-fault-mutation';
import { useServices } from '../use-services';
import { useBaseline } from './use-baseline';

/** Offers to add a baseline picture for an unknown scene, or to compare with one that was added since. */
export function BaselinePanel({ record }: { readonly record: InspectionRecord }): ReactElement | null {
  const pack = useInstalledPack(record.provenance.packId).data;
  const baseline = useBaseline(record);
  if (pack?.anomaly === undefined || baseline === undefined || record.purpose === 'baseline') return null;
  if (baseline !== null && !isJudgedAgainst(record, baseline)) return <CompareAgain record={record} />;
  return baseline === null && isUnknownScene(record) ? <AddBaseline record={record} pack={pack} /> : null;
}

function isJudgedAgainst({ provenance }: InspectionRecord, { id }: InspectionSummary): boolean {
  return provenance.baselines?.some((used) => used.id === id) === true;
}

/** Inspects the picture again and opens the new result. */
function CompareAgain({ record }: { readonly record: InspectionRecord }): ReactElement {
  const words = useWords();
  const { baselines } = useServices();
  const [, navigate] = useLocation();
  const again = useFaultMutation<InspectionRecord, BaselineFault>({
    run: () => baselines.inspectAgain(record),
    refresh: [queryKeys.inspections],
    onSuccess: ({ id }) => navigate(`/inspection/${id}`),
  });
  return (
    <Notice
      tone="unknown"
      title={words.say('baseline.there')}
      actions={
        <Button icon="pictures" disabled={again.isPending} onClick={() => again.mutate()}>
          {words.say(again.isPending ? 'baseline.comparing' : 'baseline.compare')}
        </Button>
      }
    >
      <p>{words.say('baseline.thereWhy')}</p>
      {again.isError ? <FaultNotice fault={describeQueueFault(words, again.error.fault)} /> : null}
    </Notice>
  );
}

/** "Unknown scene: add a normal picture of it", with the asset chosen or created in place. */
function AddBaseline(props: { readonly record: InspectionRecord; readonly pack: Pack }): ReactElement {
  const words = useWords();
  const { record, pack } = props;
  const [chosenId, setChosenId] = useState<string>();
  const [isChoosing, setChoosing] = useState(false);
  const assetId = record.assetId ?? chosenId;
  return (
    <Notice tone="unknown" title={words.say('baseline.unknownScene')}>
      <p>{words.say('baseline.unknownSceneWhy')}</p>
      {assetId !== undefined ? (
        <BaselineInputs record={record} assetId={assetId} pack={pack} />
      ) : isChoosing ? (
        <>
          <p>{words.say('baseline.whichAsset')}</p>
          <AssetPicker onPick={({ id }) => setChosenId(id)} />
        </>
      ) : (
        <Button icon="pictures" onClick={() => setChoosing(true)}>
          {words.say('baseline.add')}
        </Button>
      )}
    </Notice>
  );
}

function BaselineInputs(props: {
  readonly record: InspectionRecord;
  readonly assetId: string;
  readonly pack: Pack;
}): ReactElement {
  const words = useWords();
  const { record, assetId, pack } = props;
  const asset = useAsset(assetId).data;
  const adding = useAddBaselines(record, assetId);
  return (
    <div className="stack-tight">
      {asset === undefined || asset === null ? null : (
        <p className="small">{words.say('baseline.ofAsset', { number: asset.number })}</p>
      )}
      <NormalPictureButtons packSource={pack.source} isDisabled={adding.isPending} onChoose={adding.mutate} />
      {adding.isPending ? <p role="status">{words.say('baseline.comparing')}</p> : null}
      {adding.isError ? <FaultNotice fault={describeQueueFault(words, adding.error.fault)} /> : null}
    </div>
  );
}

/** Stores the baselines, assigns the refused picture to their asset, and inspects it again. */
function useAddBaselines(record: InspectionRecord, assetId: string) {
  const { baselines } = useServices();
  const [, navigate] = useLocation();
  return useFaultMutation<InspectionRecord, BaselineFault, NormalPictures>({
    run: async (pictures) => {
      const pack = { id: record.provenance.packId, title: record.packTitle };
      const added = await baselines.addAll({ ...pictures, assetId, pack });
      if (!added.ok) return added;
      const assigned = record.assetId === assetId ? succeed(record) : await baselines.assign(record, assetId);
      return assigned.ok ? baselines.inspectAgain(assigned.value) : assigned;
    },
    refresh: [queryKeys.inspections],
    onSuccess: ({ id }) => navigate(`/inspection/${id}`),
  });
}
