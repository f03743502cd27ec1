import type { ReactElement } from 'react';
import type { AnomalyTeachReport, LookResult } from '../../domain/anomaly-teaching';
import type { Teaching } from '../../domain/teaching';
import { Button } from '../../ui/button';
import { DataTable } from '../../ui/data-table';
import { MoreFacts } from '../../ui/facts';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';
import { useServices } from '../use-services';
import { CloseLookField } from './close-look-field';

/** The look of the pack, why it was chosen, and its switch. */
export function LookPanel(props: { readonly teaching: Teaching; readonly report: AnomalyTeachReport }): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const { tiles, looks } = props.report;
  return (
    <Panel title={words.say('teach.lookTitle')}>
      <p>{tiles === undefined ? words.say('teach.lookUsedWhole') : words.say('teach.lookUsedTiles', tiles)}</p>
      <MoreFacts title={words.say('teach.lookChange')}>
        <CloseLookField teaching={props.teaching} />
        <Button onClick={() => void teachings.teach(props.teaching.id)}>{words.say('teach.startAgain')}</Button>
        {looks.length < 2 ? null : <LookTable words={words} looks={looks} />}
      </MoreFacts>
    </Panel>
  );
}

function LookTable({ words, looks }: { readonly words: Words; readonly looks: readonly LookResult[] }): ReactElement {
  return (
    <DataTable
      label={words.say('teach.lookTable')}
      columns={[
        { title: words.say('teach.look') },
        { title: words.say('teach.spread'), isNumber: true },
        { title: words.say('teach.auroc'), isNumber: true },
      ]}
      rows={looks.map((look) => ({
        key: String(look.tiles?.columns),
        cells: [
          nameOf(words, look),
          words.percent(look.spread),
          look.auroc === undefined ? '–' : words.number(look.auroc, 3),
        ],
      }))}
    />
  );
}

function nameOf(words: Words, { tiles }: LookResult): string {
  if (tiles === undefined) return words.say('teach.look.off');
  return words.say(tiles.columns === 2 ? 'teach.look.2' : 'teach.look.3');
}
