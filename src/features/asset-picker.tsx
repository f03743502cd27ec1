import { useId, useMemo, useState, type ReactElement } from 'react';
import { assetKinds, assetsNumbered, matchesAsset, type Asset, type AssetKind } from '../domain/asset';
import { describeStorageFault } from '../words/fault-text';
import { Button } from '../ui/button';
import { TextField } from '../ui/text-field';
import { useWords } from '../ui/words-context';
import { useAssets } from './asset-queries';
import { assetSupport } from '../words/asset-text';
import { CodeScanButton } from './code-scan';
import './asset-picker.css';
import { FaultNotice } from './fault-notice';
import { queryKeys } from './local-queries';
import { useFaultMutation } from './use-fault-mutation';
import { useServices } from './use-services';

const mostShown = 8;
const mostLetters = 200;

/** Finds an asset by a part of its number or place. One that does not exist is created with one tap. */
export function AssetPicker(props: {
  readonly onPick: (asset: Asset) => void;
  /** Assets that cannot be picked. */
  readonly without?: ReadonlySet<string>;
}): ReactElement {
  const words = useWords();
  const listId = useId();
  const [text, setText] = useState('');
  const assets = useAssets().data;
  const offered = useMemo(
    () => (assets ?? []).filter((asset) => props.without?.has(asset.id) !== true),
    [assets, props.without],
  );
  const found = useMemo(() => offered.filter((asset) => matchesAsset(asset, text)), [offered, text]);
  const pick = (asset: Asset): void => {
    setText('');
    props.onPick(asset);
  };
  // The number of one asset picks it; any other code is searched, and offered as the number of a new asset.
  const scanned = (code: string): void => {
    const number = code.trim().slice(0, mostLetters);
    const [asset, ...others] = assetsNumbered(offered, number);
    if (asset !== undefined && others.length === 0) pick(asset);
    else setText(number);
  };
  return (
    <div className="asset-picker">
      <div className="asset-picker-search">
        <TextField
          label={words.say('assets.pick')}
          hint={words.say('assets.pickHint')}
          value={text}
          onChange={setText}
          maxLength={mostLetters}
        />
        <CodeScanButton onCode={scanned} />
      </div>
      <ul id={listId} className="asset-picker-list">
        {found.slice(0, mostShown).map((asset) => (
          <li key={asset.id}>
            <button type="button" className="asset-picker-item" onClick={() => pick(asset)}>
              <span className="asset-picker-number">{asset.number}</span>
              <span className="small quiet">{assetSupport(words, asset)}</span>
            </button>
          </li>
        ))}
      </ul>
      <CreateButtons number={text.trim()} assets={assets ?? []} onCreated={pick} />
    </div>
  );
}

function CreateButtons(props: {
  readonly number: string;
  readonly assets: readonly Asset[];
  readonly onCreated: (asset: Asset) => void;
}): ReactElement | null {
  const words = useWords();
  const { assets } = useServices();
  const { number } = props;
  const creation = useFaultMutation({
    run: (kind: AssetKind) => assets.add({ kind, number }),
    refresh: [queryKeys.assets],
    onSuccess: props.onCreated,
  });
  if (number === '' || assetsNumbered(props.assets, number).length > 0) return null;
  return (
    <>
      <p role="status">{words.say('assets.noneNumbered', { number })}</p>
      <div className="row">
        {assetKinds.map((kind) => (
          <Button key={kind} disabled={creation.isPending} onClick={() => creation.mutate(kind)}>
            {words.say('assets.pickCreate', { kind: words.say(`assets.kind.${kind}`), number })}
          </Button>
        ))}
      </div>
      {creation.isError ? <FaultNotice fault={describeStorageFault(words, creation.error.fault)} /> : null}
    </>
  );
}
