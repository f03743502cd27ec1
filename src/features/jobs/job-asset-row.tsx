import { useState, type ReactElement } from 'react';
import { Link, useLocation } from 'wouter';
import type { Asset } from '../../domain/asset';
import type { JobAssetState } from '../../domain/job';
import { Button } from '../../ui/button';
import { Chip } from '../../ui/chip';
import { TextField } from '../../ui/text-field';
import { useWords } from '../../ui/words-context';
import type { Tone } from '../../words/verdict-text';
import type { Words } from '../../words/words';
import { assetSupport } from '../../words/asset-text';
import { usePictureTarget } from '../use-preferences';

const tones: Readonly<Record<JobAssetState['kind'], Tone>> = {
  open: 'unknown',
  inspected: 'ok',
  'not-inspected': 'watch',
};

/** One asset of a job: its state, and its actions. */
export function JobAssetRow(props: {
  readonly jobId: string;
  readonly assetId: string;
  readonly asset: Asset | undefined;
  readonly state: JobAssetState;
  readonly onMark: (because: string) => void;
  readonly onTakeOut: () => void;
}): ReactElement {
  const words = useWords();
  const { asset, assetId, state } = props;
  const [isMarking, setMarking] = useState(false);
  const number = asset?.number ?? words.say('assets.deletedAsset');
  return (
    <li className="job-asset">
      <div className="job-asset-words">
        <h3>{asset === undefined ? number : <Link href={`/assets/${assetId}`}>{number}</Link>}</h3>
        {asset === undefined ? null : <p className="small quiet">{assetSupport(words, asset)}</p>}
        <p>
          <Chip tone={tones[state.kind]}>{stateText(words, state)}</Chip>
        </p>
      </div>
      <div className="row job-asset-actions">
        {asset === undefined ? null : <InspectButton jobId={props.jobId} asset={asset} />}
        {state.kind === 'open' ? (
          <Button look="quiet" aria-expanded={isMarking} onClick={() => setMarking(!isMarking)}>
            {words.say('jobs.notInspected')}
          </Button>
        ) : null}
        {state.kind === 'not-inspected' ? (
          <Button look="quiet" onClick={() => props.onMark('')}>
            {words.say('jobs.undo')}
          </Button>
        ) : null}
        <Button look="quiet" aria-label={words.say('jobs.takeOut', { number })} onClick={props.onTakeOut}>
          {words.say('jobs.takeOutShort')}
        </Button>
      </div>
      {isMarking && state.kind === 'open' ? (
        <ReasonForm
          number={number}
          onSave={(because) => {
            setMarking(false);
            props.onMark(because);
          }}
        />
      ) : null}
    </li>
  );
}

function stateText(words: Words, state: JobAssetState): string {
  switch (state.kind) {
    case 'open':
      return words.say('jobs.state.open');
    case 'inspected':
      return words.say('jobs.state.inspected', { count: state.pictures });
    case 'not-inspected':
      return words.say('jobs.state.not-inspected', { because: state.because });
  }
}

function InspectButton({ jobId, asset }: { readonly jobId: string; readonly asset: Asset }): ReactElement {
  const words = useWords();
  const [, setTarget] = usePictureTarget();
  const [, navigate] = useLocation();
  const inspect = (): void => {
    setTarget({ jobId, assetId: asset.id });
    navigate('/');
  };
  return (
    <Button aria-label={words.say('jobs.inspectAsset', { number: asset.number })} onClick={inspect}>
      {words.say('jobs.inspect')}
    </Button>
  );
}

const usualReasons = ['access', 'locked', 'weather', 'off'] as const;

/** One tap for the usual reasons, or a text. */
function ReasonForm(props: { readonly number: string; readonly onSave: (because: string) => void }): ReactElement {
  const words = useWords();
  const [text, setText] = useState('');
  return (
    <form
      className="stack job-asset-reason"
      aria-label={words.say('jobs.notInspectedFor', { number: props.number })}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') props.onSave(text.trim());
      }}
    >
      <div className="row">
        {usualReasons.map((reason) => (
          <Button key={reason} onClick={() => props.onSave(words.say(`jobs.because.${reason}`))}>
            {words.say(`jobs.because.${reason}`)}
          </Button>
        ))}
      </div>
      <TextField
        label={words.say('jobs.because')}
        hint={words.say('jobs.becauseHint')}
        value={text}
        onChange={setText}
        maxLength={200}
      />
      <div>
        <Button type="submit" look="primary" disabled={text.trim() === ''}>
          {words.say('jobs.save')}
        </Button>
      </div>
    </form>
  );
}
