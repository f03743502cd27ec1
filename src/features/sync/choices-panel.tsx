import type { ReactElement } from 'react';
import { ChoiceRow } from '../../ui/choice-row';
import { Panel } from '../../ui/panel';
import type { DeliveryOverview } from '../../services/delivery';
import { useDesk } from './use-sync-actions';
import { syncWords as words } from './words';

const networks = ['any', 'unmetered'] as const;
const photoSizes = ['whole', 'thumbnail'] as const;

/** On which connections, and how much of the photos. */
export function ChoicesPanel({ overview }: { readonly overview: DeliveryOverview }): ReactElement {
  const desk = useDesk();
  const { choices, knowsMetered, hasBackgroundSync } = overview;
  return (
    <Panel title={words.choices}>
      <section className="stack-tight">
        <h3>{words.network}</h3>
        <ChoiceRow
          label={words.network}
          choices={networks.map((value) => ({ value, title: words.networks[value] }))}
          value={choices.network}
          onChange={(network) => desk((at) => at.choose({ network }))}
        />
        {knowsMetered ? null : <p className="quiet">{words.networkUnknown}</p>}
      </section>
      <section className="stack-tight">
        <h3>{words.photos}</h3>
        <ChoiceRow
          label={words.photos}
          choices={photoSizes.map((value) => ({ value, title: words.photoSizes[value] }))}
          value={choices.photos}
          onChange={(photos) => desk((at) => at.choose({ photos }))}
        />
        <p className="quiet">{words.photosWhy[choices.photos]}</p>
      </section>
      <p className="quiet">{words.backgroundSync[hasBackgroundSync ? 'yes' : 'no']}</p>
    </Panel>
  );
}
