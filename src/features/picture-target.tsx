import { lazy, Suspense, useState, type ReactElement } from 'react';
import { Link } from 'wouter';
import type { PictureTarget } from '../services/preferences';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { useWords } from '../ui/words-context';
import { useAsset, useJob } from './asset-queries';
import { assetSupport } from '../words/asset-text';
import './picture-target.css';
import { usePictureTarget } from './use-preferences';

/** Opened rarely, so not part of the first screen's code. */
const AssetPicker = lazy(async () => ({ default: (await import('./asset-picker')).AssetPicker }));

/** Says to which asset and job new pictures belong, and lets the user change it. */
export function PictureTargetBar(): ReactElement {
  const words = useWords();
  const [target, setTarget] = usePictureTarget();
  const [isOpen, setOpen] = useState(false);
  const { assetId, jobId } = target;
  const isChosen = assetId !== undefined || jobId !== undefined;
  return (
    <section className="picture-target" aria-label={words.say('assets.target')}>
      <div className="picture-target-line">
        <TargetText target={target} />
        <div className="row">
          <Button look="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {words.say(assetId === undefined ? 'assets.targetChoose' : 'assets.targetChange')}
          </Button>
          {isChosen ? (
            <Button look="quiet" onClick={() => setTarget({})}>
              {words.say('assets.targetClear')}
            </Button>
          ) : null}
        </div>
      </div>
      {isOpen ? (
        <Suspense>
          <AssetPicker
            onPick={({ id }) => {
              setTarget({ ...target, assetId: id });
              setOpen(false);
            }}
          />
        </Suspense>
      ) : null}
    </section>
  );
}

function TargetText({ target: { assetId, jobId } }: { readonly target: PictureTarget }): ReactElement {
  const words = useWords();
  const asset = useAsset(assetId).data;
  const job = useJob(jobId).data;
  if (assetId === undefined && jobId === undefined) {
    return <p className="quiet">{words.say('assets.targetNone')}</p>;
  }
  return (
    <p role="status" className="picture-target-text">
      <Icon name="pin" size={20} />
      <span>
        <span className="small quiet">{words.say('assets.target')}</span>{' '}
        {asset ? (
          <Link href={`/assets/${asset.id}`}>
            <b>{asset.number}</b>
          </Link>
        ) : null}
        {asset ? <span className="small quiet"> {assetSupport(words, asset)}</span> : null}
        {job ? (
          <>
            {' '}
            <Link href={`/jobs/${job.id}`}>{words.say('assets.targetJob', { number: job.number })}</Link>
          </>
        ) : null}
      </span>
    </p>
  );
}
