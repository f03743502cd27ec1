import { lazy, Suspense, useState, type ReactElement } from 'react';
import { Redirect, useLocation } from 'wouter';
import type { Asset, AssetDraft } from '../../domain/asset';
import { Button } from '../../ui/button';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Facts } from '../../ui/facts';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/skeleton';
import { useWords } from '../../ui/words-context';
import { AbsentPage } from '../absent-page';
import { describeStorageFault } from '../../words/fault-text';
import type { Words } from '../../words/words';
import { useAsset, useLinked } from '../asset-queries';
import { DeliveryOfItem } from '../item-delivery';
import { FaultNotice } from '../fault-notice';
import { queryKeys } from '../local-queries';
import { LotPanel } from '../lot-panel';
import { usePictureTarget } from '../use-preferences';
import { useFaultMutation } from '../use-fault-mutation';
import { useServices } from '../use-services';
import { AssetForm } from './asset-form';
import { AddBaselines } from './add-baselines';
import { AssetPictures } from './asset-pictures';

/** Has the chart library. */
const AssetTrend = lazy(async () => ({ default: (await import('./asset-trend')).AssetTrend }));

/** One asset: its facts, its pictures, and their trend. */
export function AssetScreen({ id }: { readonly id: string }): ReactElement {
  const words = useWords();
  const { data: asset } = useAsset(id);
  const { assets } = useServices();
  const deletion = useFaultMutation({ run: () => assets.remove(id), refresh: [queryKeys.assets] });
  if (deletion.isSuccess) return <Redirect to="/assets" />;
  if (asset === undefined) {
    return (
      <Page title={words.say('assets.title')}>
        <Skeleton />
      </Page>
    );
  }
  if (asset === null) return <AbsentAsset />;
  return (
    <Page
      title={asset.number}
      lead={
        <>
          {words.say(`assets.kind.${asset.kind}`)} <DeliveryOfItem id={id} />
        </>
      }
      aside={<InspectButton asset={asset} />}
    >
      <div className="columns columns-side-first">
        <div className="stack">
          <DataPanel asset={asset} />
          <ConfirmDialog
            trigger={{ words: words.say('assets.remove'), look: 'danger' }}
            title={words.say('assets.removeTitle')}
            question={words.say('assets.removeQuestion')}
            yes={words.say('assets.remove')}
            no={words.say('assets.keep')}
            onYes={deletion.mutate}
          />
          {deletion.isError ? <FaultNotice fault={describeStorageFault(words, deletion.error.fault)} /> : null}
        </div>
        <Pictures asset={asset} />
      </div>
    </Page>
  );
}

function InspectButton({ asset }: { readonly asset: Asset }): ReactElement {
  const words = useWords();
  const [target, setTarget] = usePictureTarget();
  const [, navigate] = useLocation();
  const inspect = (): void => {
    setTarget({ ...target, assetId: asset.id });
    navigate('/');
  };
  return (
    <Button look="primary" icon="inspect" onClick={inspect}>
      {words.say('assets.inspectHere')}
    </Button>
  );
}

function DataPanel({ asset }: { readonly asset: Asset }): ReactElement {
  const words = useWords();
  const { assets } = useServices();
  const [isEditing, setEditing] = useState(false);
  const edit = useFaultMutation({
    // Fields of later versions of the app stay.
    run: (draft: AssetDraft) => assets.edit({ ...unknownFields(asset), ...draft, id: asset.id }),
    refresh: [queryKeys.assets],
    onSuccess: () => setEditing(false),
  });
  return (
    <Panel
      title={words.say(`assets.kind.${asset.kind}`)}
      aside={
        isEditing ? undefined : (
          <Button look="quiet" onClick={() => setEditing(true)}>
            {words.say('assets.edit')}
          </Button>
        )
      }
    >
      {isEditing ? (
        <AssetForm initial={asset} isSaving={edit.isPending} onSave={edit.mutate} onCancel={() => setEditing(false)} />
      ) : (
        <Facts facts={factsOf(words, asset)} />
      )}
      {edit.isError ? <FaultNotice fault={describeStorageFault(words, edit.error.fault)} /> : null}
    </Panel>
  );
}

const shownFields = {
  transformer: ['number', 'location', 'pole', 'region', 'type', 'capacityKva', 'notes'],
  lot: ['number', 'farmer', 'holding', 'date', 'notes'],
} as const;

/** The fields that this version does not know. */
function unknownFields(asset: Asset): object {
  const known = new Set<string>([...shownFields[asset.kind], 'id', 'kind']);
  return Object.fromEntries(Object.entries(asset).filter(([field]) => !known.has(field)));
}

function factsOf(words: Words, asset: Asset) {
  return shownFields[asset.kind].flatMap((field) => {
    const value: unknown = Reflect.get(asset, field);
    if (typeof value === 'number') return [{ name: words.say(`assets.${field}`), value: words.number(value, 1) }];
    return typeof value === 'string' ? [{ name: words.say(`assets.${field}`), value }] : [];
  });
}

function Pictures({ asset: { id, kind } }: { readonly asset: Asset }): ReactElement {
  const { data: pictures } = useLinked({ name: 'assetId', value: id });
  if (pictures === undefined) return <Skeleton />;
  return (
    <div className="stack">
      <LotPanel pictures={pictures} />
      <AssetPictures pictures={pictures} />
      {kind === 'transformer' ? <AddBaselines assetId={id} /> : null}
      {pictures.length < 2 ? null : (
        <Suspense>
          <AssetTrend pictures={pictures} />
        </Suspense>
      )}
    </div>
  );
}

function AbsentAsset(): ReactElement {
  const words = useWords();
  return (
    <AbsentPage
      title={words.say('assets.title')}
      icon="pin"
      absence={words.say('assets.absentTitle')}
      reason={words.say('assets.absent')}
      way={{ href: '/assets', words: words.say('assets.toAssets') }}
    />
  );
}
