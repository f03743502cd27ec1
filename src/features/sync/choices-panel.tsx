import type { ReactElement } from 'react';
import { ChoiceRow } from '../../ui/choice-row';
import { Panel } from '../../ui/panel';
import type { DeliveryOverview } from '../../services/delivery';
import { useChoose } from './use-delivery-mutations';
import { describeStorageFault } from '../../words/fault-text';
import { FaultNotice } from '../fault-notice';
import { useWords } from '../../ui/words-context';

const networks = ['any', 'unmetered'] as const;
const packChoices = ['send', 'keep'] as const;
const photoSizes = ['whole', 'thumbnail'] as const;

/** The delivery choices: connection, size of the photos, packs. */
export function ChoicesPanel({ overview }: { readonly overview: DeliveryOverview }): ReactElement {
  const words = useWords();
  const choose = useChoose();
  const { choices, knowsMetered, hasBackgroundSync } = overview;
  return (
    <Panel title={words.say('sync.choices')}>
      {choose.error === null ? null : <FaultNotice fault={describeStorageFault(words, choose.error.fault)} />}
      <section className="stack-tight">
        <h3>{words.say('sync.network')}</h3>
        <ChoiceRow
          label={words.say('sync.network')}
          choices={networks.map((value) => ({ value, title: words.say(`sync.network.${value}`) }))}
          value={choices.network}
          onChange={(network) => choose.mutate({ network })}
        />
        {knowsMetered ? null : <p className="quiet">{words.say('sync.networkUnknown')}</p>}
      </section>
      <section className="stack-tight">
        <h3>{words.say('sync.photos')}</h3>
        <ChoiceRow
          label={words.say('sync.photos')}
          choices={photoSizes.map((value) => ({ value, title: words.say(`sync.photos.${value}`) }))}
          value={choices.photos}
          onChange={(photos) => choose.mutate({ photos })}
        />
        <p className="quiet">{words.say(`sync.photosWhy.${choices.photos}`)}</p>
      </section>
      <section className="stack-tight">
        <h3>{words.say('sync.packs')}</h3>
        <ChoiceRow
          label={words.say('sync.packs')}
          choices={packChoices.map((value) => ({ value, title: words.say(`sync.packs.${value}`) }))}
          value={choices.packs}
          onChange={(packs) => choose.mutate({ packs })}
        />
        <p className="quiet">{words.say(`sync.packsWhy.${choices.packs}`)}</p>
      </section>
      <p className="quiet">{words.say(hasBackgroundSync ? 'sync.background.yes' : 'sync.background.no')}</p>
    </Panel>
  );
}
