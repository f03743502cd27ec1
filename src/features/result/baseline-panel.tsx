import { useState, type ReactElement } from 'react';
import { useLocation } from 'wouter';
import { isUnknownScene } from '../../domain/baseline';
import { canBecomeBaseline } from '../../domain/example';
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
import { MadeBaselinesNotice } from '../made-baselines-notice';
import { NormalPictureButtons, type NormalPictures } from '../normal-picture-buttons';
import { queryKeys, useInstalledPack } from '../local-queries';
import { describeQueueFault } from '../queue-fault-text';
import { useFaultMutation } from '../use-fault-mutation';
import { useMakeBaselines, type MakeBaselines } from '../use-make-baselines';
import { useServices } from '../use-services';
import { useBaseline } from './use-baseline';

/**
 * Offers what baseline pictures can do for this result: add one for an unknown scene, compare with one that was added since, or make a picture that a
 * person called normal one more baseline.
 */
export function BaselinePanel({ record }: { readonly record: InspectionRecord }): ReactElement | null {
  const pack = useInstalledPack(record.provenance.packId).data;
  const baseline = useBaseline(record);
  const [chosenId, setChosenId] = useState<string>();
  const baselines = useMakeBaselines(chosenId);
  if (baselines.made.length > 0) return <MadeBaselinesNotice baselines={baselines} />;
  if (pack?.anomaly === undefined || baseline === undefined || record.purpose === 'baseline') return null;
  if (baseline !== null && !isJudgedAgainst(record, baseline)) return <CompareAgain record={record} />;
  if (canBecomeBaseline(record)) return <MakeBaseline record={record} baselines={baselines} />;
  const assetId = record.assetId ?? chosenId;
  return baseline === null && isUnknownScene(record) ? (
    <AddBaseline {...{ record, pack, assetId, baselines }} onAsset={setChosenId} />
  ) : null;
}

/** A picture that a person called normal although it differs from the baselines of its asset. */
function MakeBaseline(props: {
  readonly record: InspectionRecord;
  readonly baselines: MakeBaselines;
}): ReactElement | null {
  const words = useWords();
  const { record, baselines } = props;
  if (record.assetId === undefined) return null;
  return (
    <div className="stack-tight">
      <Button icon="pin" disabled={baselines.isPending} onClick={() => baselines.make([record])}>
        {words.say('baseline.make', { count: 1 })}
      </Button>
      <p className="small quiet">{words.say('baseline.makeWhy')}</p>
      <MadeBaselinesNotice baselines={baselines} />
    </div>
  );
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

interface AddProps {
  readonly record: InspectionRecord;
  readonly pack: Pack;
  /** Undefined until it is chosen. */
  readonly assetId: string | undefined;
  readonly baselines: MakeBaselines;
}

/** "Unknown scene: add a normal picture of it", with the asset chosen or created in place. */
function AddBaseline(props: AddProps & { readonly onAsset: (assetId: string) => void }): ReactElement {
  const words = useWords();
  const { assetId, onAsset } = props;
  const [isChoosing, setChoosing] = useState(false);
  return (
    <Notice tone="unknown" title={words.say('baseline.unknownScene')}>
      <div className="stack-tight">
        <p>{words.say('baseline.unknownSceneWhy')}</p>
        {assetId !== undefined ? (
          <BaselineInputs {...props} assetId={assetId} />
        ) : isChoosing ? (
          <>
            <p>{words.say('baseline.whichAsset')}</p>
            <AssetPicker onPick={({ id }) => onAsset(id)} />
          </>
        ) : (
          <Button icon="pictures" onClick={() => setChoosing(true)}>
            {words.say('baseline.add')}
          </Button>
        )}
      </div>
    </Notice>
  );
}

/** Other pictures become baselines, or this one does: a scene that is new to the pack may be normal. */
function BaselineInputs(props: AddProps & { readonly assetId: string }): ReactElement {
  const words = useWords();
  const { record, assetId, pack, baselines } = props;
  const asset = useAsset(assetId).data;
  const adding = useAddBaselines(record, assetId);
  const isBusy = adding.isPending || baselines.isPending;
  return (
    <div className="stack-tight">
      {asset === undefined || asset === null ? null : (
        <p className="small">{words.say('baseline.ofAsset', { number: asset.number })}</p>
      )}
      <NormalPictureButtons packSource={pack.source} isDisabled={isBusy} onChoose={adding.mutate} />
      <Button icon="pin" disabled={isBusy} onClick={() => baselines.make([record])}>
        {words.say('baseline.makeThis')}
      </Button>
      <p className="small quiet">{words.say('baseline.makeThisWhy')}</p>
      {adding.isPending ? <p role="status">{words.say('baseline.comparing')}</p> : null}
      {adding.isError ? <FaultNotice fault={describeQueueFault(words, adding.error.fault)} /> : null}
      <MadeBaselinesNotice baselines={baselines} />
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
