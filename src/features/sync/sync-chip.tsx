import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { Chip } from '../../ui/chip';
import type { DeliveryOverview } from '../../services/delivery';
import { useDeliveryOverview } from '../delivery-queries';
import './sync.css';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';

/** In the header: the number of changes that wait or need attention, with a link. Empty when all are delivered. */
export function SyncChip(): ReactElement | null {
  const words = useWords();
  const overview = useDeliveryOverview().data;
  const chip = overview === undefined ? undefined : chipOf(words, overview);
  if (chip === undefined) return null;
  return (
    <Link href="/sync" className="sync-chip">
      <Chip tone={chip.tone} {...(chip.tone === 'info' ? { icon: 'send' as const } : {})}>
        {chip.title}
      </Chip>
    </Link>
  );
}

function chipOf(words: Words, { device, requested, summary }: DeliveryOverview) {
  if (requested !== undefined && requested.stoppedBecause === undefined) {
    return { tone: 'info', title: words.say('sync.chipRegistering') } as const;
  }
  if (device.phase === 'none') return undefined;
  if (device.phase === 'refused') return { tone: 'warn', title: words.say('sync.chipRefused') } as const;
  if (summary.attention > 0)
    return { tone: 'warn', title: words.say('sync.chipAttention', { count: summary.attention }) } as const;
  return summary.waiting > 0
    ? ({ tone: 'info', title: words.say('sync.chipWaiting', { count: summary.waiting }) } as const)
    : undefined;
}
