import { useState, type ReactElement } from 'react';
import { assetFacts, matchesAsset, type Asset } from '../../domain/asset';
import { Button } from '../../ui/button';
import { InputField } from '../../ui/form-field';
import { ModalDialog } from '../../ui/modal-dialog';
import { useWords } from '../../ui/words-context';
import { useAssets } from './use-links';

/** Chooses the asset of several inspections; null removes it. */
export function AssignDialog(props: {
  readonly count: number;
  readonly onChoose: (assetId: string | null) => void;
  readonly onClose: () => void;
}): ReactElement {
  const words = useWords();
  const [search, setSearch] = useState('');
  const assets = useAssets();
  const found = assets.filter((asset) => matchesAsset(asset, search)).slice(0, mostShown);
  return (
    <ModalDialog
      title={words.say('history.assignTitle', { count: props.count })}
      close={words.say('history.cancel')}
      onClose={props.onClose}
      actions={<Button onClick={() => props.onChoose(null)}>{words.say('history.assignRemove')}</Button>}
    >
      {assets.length === 0 ? (
        <p>{words.say('history.assignNone')}</p>
      ) : (
        <InputField
          label={words.say('history.assignSearch')}
          type="search"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {assets.length > 0 && found.length === 0 ? <p role="status">{words.say('history.assignNoMatch')}</p> : null}
      <ul className="assign-list">
        {found.map((asset) => (
          <li key={asset.id}>
            <AssetButton asset={asset} onChoose={() => props.onChoose(asset.id)} />
          </li>
        ))}
      </ul>
    </ModalDialog>
  );
}

/** More are found by typing. */
const mostShown = 50;

function AssetButton({ asset, onChoose }: { readonly asset: Asset; readonly onChoose: () => void }): ReactElement {
  const words = useWords();
  return (
    <button type="button" className="assign-choice" onClick={onChoose}>
      <strong>{asset.number}</strong>
      <span className="small quiet">{words.list(assetFacts(asset))}</span>
    </button>
  );
}
