import type { ReactElement } from 'react';
import { textIn } from '../../domain/localised-text';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { useWaitingExamples } from '../learning-queries';
import { LinkRow, LinkRows } from '../link-row';
import { usePackOffers } from '../local-queries';

/** The packs with corrections that are not learned yet. Nothing where there are none. */
export function WaitingPanel(): ReactElement | null {
  const words = useWords();
  const offers = usePackOffers().data;
  const onDevice = offers?.ok === true ? offers.value.filter((offer) => offer.onDevice).map(({ id }) => id) : [];
  const waiting = useWaitingExamples(onDevice);
  if (waiting.length === 0) return null;
  return (
    <Panel title={words.say('learn.waitingPacks')}>
      <LinkRows>
        {waiting.map(({ packId, title, count }) => (
          <LinkRow
            key={packId}
            href={`/packs/${packId}/learn`}
            title={textIn(title, words.locale.tag)}
            support={words.say('learn.waitingCount', { count })}
          />
        ))}
      </LinkRows>
    </Panel>
  );
}
