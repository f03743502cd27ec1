import type { ReactElement } from 'react';
import { Link, useLocation } from 'wouter';
import type { QueueBatch } from '../../services/inspect-queue-state';
import { Button, buttonClass } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { useWords } from '../../ui/words-context';
import { useInspectQueue } from '../use-inspect-queue';
import { useServices } from '../use-services';
import './batch.css';

/** Which batches continue after a restart, and whether pictures of them are missing. On every screen, until it is read. */
export function BatchNotices(): ReactElement | null {
  const { snapshot } = useInspectQueue();
  const batches = snapshot.batches.filter(
    ({ resumed, missing, phase }) => missing !== undefined || (resumed !== undefined && phase === 'running'),
  );
  if (batches.length === 0) return null;
  return (
    <div className="batch-notices">
      {batches.map((batch) => (
        <BatchNotice key={batch.id} batch={batch} />
      ))}
    </div>
  );
}

function BatchNotice({ batch }: { readonly batch: QueueBatch }): ReactElement {
  const words = useWords();
  const { queue } = useServices();
  const [location] = useLocation();
  const time = words.time(batch.startedAt);
  const { resumed, missing } = batch;
  const href = `/batch/${batch.id}`;
  return (
    <Notice
      tone={missing === undefined ? 'info' : 'warn'}
      role="status"
      title={
        missing === undefined
          ? words.say('batch.resumed', { count: resumed ?? 0, time })
          : words.say('batch.missing', { count: missing, time })
      }
      actions={
        <>
          {location === href ? null : (
            <Link href={href} className={buttonClass('plain')}>
              {words.say('batch.open')}
            </Link>
          )}
          <Button look="quiet" onClick={() => queue.readNotice(batch.id)}>
            {words.say('batch.ok')}
          </Button>
        </>
      }
    >
      {missing === undefined ? undefined : words.say('batch.missingAdvice')}
    </Notice>
  );
}
