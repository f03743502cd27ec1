import type { ReactElement } from 'react';
import { describePackFault } from '../../words/fault-text';
import { Button } from '../../ui/button';
import { ProgressBar } from '../../ui/progress-bar';
import { FaultNotice } from '../fault-notice';
import { describePackFetchFault } from '../pack-fault-text';
import type { DownloadProgress } from '../../services/install-pack';
import type { PackOffer } from '../../services/pack-offers';
import { useDownload } from './use-pack-mutations';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';

/** The download of one pack: the button, the progress bar, or the fault with a button to try again. */
export function DownloadState(props: { readonly offer: PackOffer; readonly look: 'primary' | 'plain' }): ReactElement {
  const words = useWords();
  const { download, start } = useDownload(props.offer.id);
  const { unusableBecause } = props.offer;
  if (unusableBecause !== undefined) return <FaultNotice fault={describePackFault(words, unusableBecause)} />;
  switch (download.phase) {
    case 'idle':
      return (
        <Button look={props.look} icon="download" onClick={start}>
          {startText(words, props.offer)}
        </Button>
      );
    case 'running':
      return <DownloadBar title={props.offer.title} progress={download.progress} />;
    case 'failed':
      return (
        <FaultNotice
          fault={describePackFetchFault(words, download.fault)}
          actions={<Button onClick={start}>{words.say('packs.tryAgain')}</Button>}
        />
      );
  }
}

function startText(words: Words, { update, downloadBytes, needsConnection }: PackOffer): string {
  if (needsConnection === true) return words.say('packs.tryAgain');
  return update === undefined
    ? words.say('packs.download', { size: words.bytes(downloadBytes) })
    : updateText(words, update);
}

function updateText(words: Words, { version, downloadBytes }: NonNullable<PackOffer['update']>): string {
  return downloadBytes === 0
    ? words.say('packs.updateUse', { version })
    : words.say('packs.updateDownload', { version, size: words.bytes(downloadBytes) });
}

function DownloadBar(props: { readonly title: string; readonly progress: DownloadProgress | undefined }): ReactElement {
  const words = useWords();
  const { progress } = props;
  const label = words.say('packs.downloading', { pack: props.title });
  if (progress === undefined) return <ProgressBar label={label} words={label} />;
  const isChecking = progress.doneBytes >= progress.totalBytes;
  return (
    <ProgressBar
      label={label}
      share={progress.totalBytes === 0 ? 1 : progress.doneBytes / progress.totalBytes}
      words={isChecking ? words.say('packs.checking') : words.bytesOf(progress.doneBytes, progress.totalBytes)}
    />
  );
}
