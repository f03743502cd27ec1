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
  const { lessons } = useServices();
  const { data: suggestions } = useQuery({
    queryKey: [...queryKeys.lessons, 'label-next', packId],
    queryFn: () => lessons.labelNext(packId),
  });
  if (suggestions === undefined) return null;
  return (
    <Panel title={words.say('lessons.labelTitle')}>
      <p className="small quiet">{words.say(suggestions.length === 0 ? 'lessons.labelNone' : 'lessons.labelWhy')}</p>
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
    <section className="stack-tight" aria-label={words.say(`lessons.label.${props.reason}`)}>
      <h3>{words.say(`lessons.label.${props.reason}`)}</h3>
      <ul className="lesson-list">
        {own.map(({ summary }) => (
          <SummaryRow key={summary.id} summary={summary} href={`/inspection/${summary.id}`} />
        ))}
      </ul>
    </section>
  );
}
