import { useMemo, useState, type ReactElement } from 'react';
import { Link, useLocation } from 'wouter';
import { assetsNumbered, matchesAsset, type Asset, type AssetDraft } from '../../domain/asset';
import { Button, buttonClass } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/skeleton';
import { TextField } from '../../ui/text-field';
import { useWords } from '../../ui/words-context';
import { describeStorageFault } from '../../words/fault-text';
import { useAssets } from '../asset-queries';
import { assetSupport } from '../../words/asset-text';
import { CodeScanButton } from '../code-scan';
import { FaultNotice } from '../fault-notice';
import { LinkRow, LinkRows } from '../link-row';
import { queryKeys } from '../local-queries';
import { useFaultMutation } from '../use-fault-mutation';
import { useServices } from '../use-services';
import { AssetForm } from './asset-form';
import { ImportPanel } from './import-panel';

/** Every asset of this device: find, create, import. */
export function AssetsScreen(): ReactElement {
  const words = useWords();
  const { data: assets, isError, refetch } = useAssets();
  const [isCreating, setCreating] = useState(false);
  const [search, setSearch] = useState('');
  const [newNumber, setNewNumber] = useState('');
  const [, navigate] = useLocation();
  const scanned = (code: string): void => {
    const [asset, ...others] = assetsNumbered(assets ?? [], code);
    if (asset !== undefined && others.length === 0) navigate(`/assets/${asset.id}`);
    else setSearch(code.trim().slice(0, mostLetters));
    setNewNumber(asset === undefined ? code.trim().slice(0, mostLetters) : '');
    setCreating(asset === undefined);
  };
  if (isError) {
    return (
      <Page title={words.say('assets.title')}>
        <FaultNotice
          fault={{ title: words.say('assets.faultTitle'), advice: words.say('assets.faultAdvice') }}
          actions={<Button onClick={() => void refetch()}>{words.say('assets.tryAgain')}</Button>}
        />
      </Page>
    );
  }
  return (
    <Page
      title={words.say('assets.title')}
      lead={assets === undefined ? words.say('assets.loading') : words.say('assets.count', { count: assets.length })}
      aside={
        <div className="row">
          <Button look="primary" onClick={() => setCreating(true)}>
            {words.say('assets.create')}
          </Button>
          <CodeScanButton onCode={scanned} />
          <Link href="/jobs" className={buttonClass('plain')}>
            {words.say('assets.jobsOf')}
          </Link>
        </div>
      }
    >
      {isCreating ? <CreatePanel key={newNumber} number={newNumber} onDone={() => setCreating(false)} /> : null}
      {assets === undefined ? (
        <Skeleton />
      ) : assets.length === 0 ? (
        <EmptyState icon="pin" title={words.say('assets.emptyTitle')}>
          {words.say('assets.empty')}
        </EmptyState>
      ) : (
        <AssetList assets={assets} search={search} onSearch={setSearch} />
      )}
      <ImportPanel />
      <Link href="/assets/assign" className={buttonClass('plain')}>
        {words.say('assets.assignTitle')}
      </Link>
    </Page>
  );
}

const mostLetters = 200;

/** `number`: what was scanned. */
function CreatePanel({ number, onDone }: { readonly number: string; readonly onDone: () => void }): ReactElement {
  const words = useWords();
  const [, navigate] = useLocation();
  const { assets } = useServices();
  const creation = useFaultMutation({
    run: (draft: AssetDraft) => assets.add(draft),
    refresh: [queryKeys.assets],
    onSuccess: ({ id }) => navigate(`/assets/${id}`),
  });
  return (
    <Panel title={words.say('assets.create')}>
      <AssetForm number={number} isSaving={creation.isPending} onSave={creation.mutate} onCancel={onDone} />
      {creation.isError ? <FaultNotice fault={describeStorageFault(words, creation.error.fault)} /> : null}
    </Panel>
  );
}

const pageSize = 100;

function AssetList(props: {
  readonly assets: readonly Asset[];
  readonly search: string;
  readonly onSearch: (text: string) => void;
}): ReactElement {
  const words = useWords();
  const { assets, search } = props;
  const [shown, setShown] = useState(pageSize);
  const found = useMemo(() => assets.filter((asset) => matchesAsset(asset, search)), [assets, search]);
  return (
    <>
      <TextField label={words.say('assets.search')} value={search} onChange={props.onSearch} maxLength={mostLetters} />
      {found.length === 0 ? <p role="status">{words.say('assets.noneFound')}</p> : null}
      <LinkRows>
        {found.slice(0, shown).map((asset) => (
          <LinkRow
            key={asset.id}
            href={`/assets/${asset.id}`}
            title={asset.number}
            support={assetSupport(words, asset)}
          />
        ))}
      </LinkRows>
      {found.length > shown ? (
        <Button onClick={() => setShown(shown + pageSize)}>{words.say('assets.more')}</Button>
      ) : null}
    </>
  );
}
