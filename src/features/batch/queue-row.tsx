import { memo, type ReactElement, type ReactNode } from 'react';
import { Link } from 'wouter';
import { canTryAgain, type QueueItem } from '../../services/inspect-queue-state';
import { BlobImage } from '../../ui/blob-image';
import { Button, buttonClass } from '../../ui/button';
import { Chip } from '../../ui/chip';
import { FileName } from '../../ui/file-name';
import { PictureRow } from '../../ui/picture-row';
import { useWords } from '../../ui/words-context';
import { describeStorageFault } from '../../words/fault-text';
import { summariseVerdict } from '../../words/verdict-text';
import { describeQueueFault } from '../queue-fault-text';
import { StoredThumbnail } from '../stored-thumbnail';
import { useServices } from '../use-services';

/**
 * One picture of the queue: its state, its answer, or its fault. `isStopped`: its batch is not inspected any more. The queue changes
 * twice per picture, and only the rows of the pictures that changed are drawn again.
 */
export const QueueRow = memo(function QueueRow({ item, isStopped }: RowProps): ReactElement {
  const words = useWords();
  const { state } = item;
  const name = <FileName name={item.fileName} />;
  switch (state.phase) {
    case 'waiting': {
      const support = words.say(isStopped ? 'batch.notInspected' : 'inspect.waiting');
      return <PictureRow element="div" picture={noPicture} title={name} support={support} />;
    }
    case 'running':
      return (
        <PictureRow element="div" picture={noPicture} title={name} support={words.say('inspect.running')} isActive />
      );
    case 'saved': {
      const summary = summariseVerdict(words, state.record);
      return (
        <PictureRow
          element="div"
          picture={<StoredThumbnail thumbnail={state.record.thumbnail} />}
          title={summary.answer}
          tone={summary.tone}
          support={summary.support}
          note={name}
          link={(children) => rowLink(state.record.id, children)}
        />
      );
    }
    case 'unsaved': {
      const { thumbnail, verdict } = state.inspected;
      return (
        <PictureRow
          element="div"
          picture={<BlobImage bytes={thumbnail.bytes} mime={thumbnail.mime} alt="" />}
          title={summariseVerdict(words, verdict).answer}
          support={describeStorageFault(words, state.fault).title}
          note={name}
          badge={<Chip tone="bad">{words.say('inspect.notSaved')}</Chip>}
          link={(children) => rowLink(item.id, children)}
        />
      );
    }
    case 'known':
      return <KnownRow item={item} recordId={state.recordId} takenAt={state.takenAt} />;
    case 'failed':
      return <FailedRow item={item} fault={describeQueueFault(words, state.fault)} />;
  }
});

interface RowProps {
  readonly item: QueueItem;
  readonly isStopped: boolean;
}

const noPicture = <BlobImage bytes={undefined} mime="" alt="" />;

function rowLink(id: string, children: ReactNode): ReactElement {
  return (
    <Link href={`/inspection/${id}`} className="picture-row-link">
      {children}
    </Link>
  );
}

/** A picture that was inspected before: its result is offered, and it is inspected again only if the user wants it. */
function KnownRow(props: {
  readonly item: QueueItem;
  readonly recordId: string;
  readonly takenAt: string;
}): ReactElement {
  const words = useWords();
  const { queue } = useServices();
  const { id, fileName, storage, file } = props.item;
  return (
    <PictureRow
      element="div"
      picture={noPicture}
      title={words.say('batch.knownRow', { time: words.dateTime(props.takenAt) })}
      tone="info"
      support={words.say('batch.knownSupport')}
      note={<FileName name={fileName} />}
      actions={
        <>
          <Link
            href={`/inspection/${props.recordId}`}
            className={buttonClass('plain')}
            aria-label={words.say('batch.openKnownFile', { file: fileName })}
          >
            {words.say('batch.openKnown')}
          </Link>
          {storage === 'gone' && file === undefined ? null : (
            <Button
              look="quiet"
              aria-label={words.say('batch.inspectAgainFile', { file: fileName })}
              onClick={() => queue.inspectAgain(id)}
            >
              {words.say('batch.inspectAgain')}
            </Button>
          )}
        </>
      }
    />
  );
}

function FailedRow(props: {
  readonly item: QueueItem;
  readonly fault: { readonly title: string; readonly advice: string };
}): ReactElement {
  const words = useWords();
  const { queue } = useServices();
  const { id, fileName } = props.item;
  return (
    <PictureRow
      element="div"
      picture={noPicture}
      title={props.fault.title}
      tone="bad"
      support={props.fault.advice}
      note={<FileName name={fileName} />}
      actions={
        <>
          {canTryAgain(props.item) ? (
            <Button aria-label={words.say('inspect.tryAgainFile', { file: fileName })} onClick={() => queue.retry(id)}>
              {words.say('inspect.tryAgain')}
            </Button>
          ) : null}
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
