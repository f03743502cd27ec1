import type { ReactElement } from 'react';
import { describePackFault } from '../../domain/fault-text';
import { Button } from '../../ui/button';
import { ProgressBar } from '../../ui/progress-bar';
import { FaultNotice } from '../fault-notice';
import { describePackFetchFault } from '../fault-words';
import type { DownloadProgress } from '../../services/install-pack';
import type { PackOffer } from '../../services/pack-offers';
import { useDownload } from './use-pack-mutations';
import { packWords as words } from './words';

/** The download of one pack: the button, the bar while it runs, or what went wrong and the button again. */
export function DownloadState(props: { readonly offer: PackOffer; readonly look: 'primary' | 'plain' }): ReactElement {
  const { download, start } = useDownload(props.offer.id);
  const { unusableBecause } = props.offer;
  if (unusableBecause !== undefined) return <FaultNotice fault={describePackFault(unusableBecause)} />;
  switch (download.phase) {
    case 'idle':
      return (
        <Button look={props.look} icon="download" onClick={start}>
          {startWords(props.offer)}
        </Button>
      );
    case 'running':
      return <DownloadBar title={props.offer.title} progress={download.progress} />;
    case 'failed':
      return (
        <FaultNotice
          fault={describePackFetchFault(download.fault)}
          actions={<Button onClick={start}>{words.tryAgain}</Button>}
        />
      );
  }
}

function startWords({ update, downloadBytes }: PackOffer): string {
  return update === undefined ? words.download(downloadBytes) : words.update(update.version, update.downloadBytes);
}

function DownloadBar(props: { readonly title: string; readonly progress: DownloadProgress | undefined }): ReactElement {
  const { progress } = props;
  const label = words.downloading(props.title);
  if (progress === undefined) return <ProgressBar label={label} words={label} />;
  const isChecking = progress.doneBytes >= progress.totalBytes;
  return (
    <ProgressBar
      label={label}
      share={progress.totalBytes === 0 ? 1 : progress.doneBytes / progress.totalBytes}
      words={isChecking ? words.checking : words.progress(progress.doneBytes, progress.totalBytes)}
    />
  );
}
