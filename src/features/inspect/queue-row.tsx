import type { ReactElement, ReactNode } from 'react';
import { Link } from 'wouter';
import { BlobImage } from '../../ui/blob-image';
import { Button } from '../../ui/button';
import { Chip } from '../../ui/chip';
import { FileName } from '../../ui/file-name';
import { PictureRow } from '../../ui/picture-row';
import { summariseVerdict } from '../../words/verdict-text';
import { describeStorageFault } from '../../words/fault-text';
import { StoredThumbnail } from '../stored-thumbnail';
import { describeQueueFault } from './queue-fault-text';
import type { QueueItem } from '../../services/inspect-queue-state';
import { useInspectQueue } from '../use-inspect-queue';
import { useWords } from '../../ui/words-context';

/** One picture of the queue: its state, its answer, or its fault. */
export function QueueRow({ item }: { readonly item: QueueItem }): ReactElement {
  const words = useWords();
  const { state } = item;
  switch (state.phase) {
    case 'waiting':
      return (
        <PictureRow
          picture={noPicture}
          title={<FileName name={item.fileName} />}
          support={words.say('inspect.waiting')}
        />
      );
    case 'running':
      return (
        <PictureRow
          picture={noPicture}
          title={<FileName name={item.fileName} />}
          support={words.say('inspect.running')}
          isActive
        />
      );
    case 'saved': {
      const summary = summariseVerdict(words, state.record);
      return (
        <PictureRow
          picture={<StoredThumbnail thumbnail={state.record.thumbnail} />}
          title={summary.answer}
          tone={summary.tone}
          support={summary.support}
          note={<FileName name={item.fileName} />}
          link={(children) => rowLink(state.record.id, children)}
        />
      );
    }
    case 'unsaved': {
      const { thumbnail, verdict } = state.inspected;
      return (
        <PictureRow
          picture={<BlobImage bytes={thumbnail.bytes} mime={thumbnail.mime} alt="" />}
          title={summariseVerdict(words, verdict).answer}
          support={describeStorageFault(words, state.fault).title}
          note={<FileName name={item.fileName} />}
          badge={<Chip tone="bad">{words.say('inspect.notSaved')}</Chip>}
          link={(children) => rowLink(item.id, children)}
        />
      );
    }
    case 'failed':
      return <FailedRow item={item} fault={describeQueueFault(words, state.fault)} />;
  }
}

const noPicture = <BlobImage bytes={undefined} mime="" alt="" />;

function rowLink(id: string, children: ReactNode): ReactElement {
  return (
    <Link href={`/inspection/${id}`} className="picture-row-link">
      {children}
    </Link>
  );
}

function FailedRow(props: {
  readonly item: QueueItem;
  readonly fault: { readonly title: string; readonly advice: string };
}): ReactElement {
  const words = useWords();
  const { queue } = useInspectQueue();
  const { id, fileName } = props.item;
  return (
    <PictureRow
      picture={noPicture}
      title={props.fault.title}
      tone="bad"
      support={props.fault.advice}
      note={<FileName name={fileName} />}
      actions={
        <>
          <Button aria-label={words.say('inspect.tryAgainFile', { file: fileName })} onClick={() => queue.retry(id)}>
            {words.say('inspect.tryAgain')}
          </Button>
          <Button
            look="quiet"
            aria-label={words.say('inspect.dismissFile', { file: fileName })}
            onClick={() => queue.remove(id)}
          >
            {words.say('inspect.dismiss')}
          </Button>
        </>
      }
    />
  );
}
