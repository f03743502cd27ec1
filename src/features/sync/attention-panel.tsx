import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Link } from 'wouter';
import type { WaitingChange } from '../../domain/delivery';
import { Button, buttonClass } from '../../ui/button';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Panel } from '../../ui/panel';
import { deliveryKeys } from '../delivery-queries';
import { describeAttention, describeChange } from '../delivery-text';
import { FaultNotice } from '../fault-notice';
import { useServices } from '../use-services';
import { useDiscard, useExportOutbox, useRetry } from './use-delivery-mutations';
import { describeStorageFault } from '../../words/fault-text';
import { useWords } from '../../ui/words-context';

/** Changes that need attention, each with its reason. */
export function AttentionPanel({ count }: { readonly count: number }): ReactElement | null {
  const words = useWords();
  const { delivery } = useServices();
  const { data } = useQuery({ queryKey: deliveryKeys.attention, queryFn: () => delivery.needingAttention() });
  if (count === 0 || data === undefined || data.length === 0) return null;
  return (
    <Panel title={words.say('sync.attention')} aside={<p className="quiet">{words.say('sync.attentionWhy')}</p>}>
      <ul className="stack">
        {data.map((change) => (
          <li key={change.changeId}>
            <AttentionItem change={change} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function AttentionItem({ change }: { readonly change: WaitingChange }): ReactElement | null {
  const words = useWords();
  const { changeId, recordId, kind, state } = change;
  const retry = useRetry(changeId);
  const discard = useDiscard(changeId);
  const exporting = useExportOutbox(changeId);
  const error = retry.error ?? discard.error ?? exporting.error;
  if (state.phase !== 'attention') return null;
  const { title, advice } = describeAttention(words, state.reason);
  return (
    <article className="attention">
      <h3>{title}</h3>
      <p className="small quiet">{describeChange(words, change)}</p>
      <p>{advice}</p>
      {error === null ? null : <FaultNotice fault={describeStorageFault(words, error.fault)} />}
      <div className="row">
        <Button disabled={retry.isPending} onClick={() => retry.mutate()}>
          {words.say('sync.tryAgain')}
        </Button>
        <Button icon="download" disabled={exporting.isPending} onClick={() => exporting.mutate()}>
          {words.say('sync.export')}
        </Button>
        {kind !== 'saved' && kind !== 'edited' ? null : (
          <Link href={`/inspection/${recordId}`} className={buttonClass('quiet')}>
            {words.say('sync.open')}
          </Link>
        )}
        <ConfirmDialog
          trigger={{ words: words.say('sync.discard'), look: 'danger' }}
          title={words.say('sync.discardTitle')}
          question={words.say('sync.discardQuestion')}
          yes={words.say('sync.discard')}
          no={words.say('sync.keep')}
          onYes={() => discard.mutate()}
        />
      </div>
    </article>
  );
}
