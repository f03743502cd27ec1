import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { LabelReason, LabelSuggestion } from '../../services/label-next';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { SummaryRow } from '../summary-row';
import { queryKeys } from '../local-queries';
import { useServices } from '../use-services';

const reasons: readonly LabelReason[] = ['threshold', 'unlike'];

/** The pictures whose label would help most, by reason. */
export function LabelPanel({ packId }: { readonly packId: string }): ReactElement | null {
  const words = useWords();
  const { learning } = useServices();
  const { data: suggestions } = useQuery({
    queryKey: [...queryKeys.learning, 'label-next', packId],
    queryFn: () => learning.labelNext(packId),
  });
  if (suggestions === undefined) return null;
  return (
    <Panel title={words.say('learn.labelTitle')}>
      <p className="small quiet">{words.say(suggestions.length === 0 ? 'learn.labelNone' : 'learn.labelWhy')}</p>
      {reasons.map((reason) => (
        <Suggestions key={reason} reason={reason} all={suggestions} />
      ))}
    </Panel>
  );
}

function Suggestions(props: {
  readonly reason: LabelReason;
  readonly all: readonly LabelSuggestion[];
}): ReactElement | null {
  const words = useWords();
  const own = props.all.filter(({ reason }) => reason === props.reason);
  if (own.length === 0) return null;
  return (
    <section className="stack-tight" aria-label={words.say(`learn.label.${props.reason}`)}>
      <h3>{words.say(`learn.label.${props.reason}`)}</h3>
      <ul className="example-list">
        {own.map(({ summary }) => (
          <SummaryRow key={summary.id} summary={summary} href={`/inspection/${summary.id}`} />
        ))}
      </ul>
    </section>
  );
}
