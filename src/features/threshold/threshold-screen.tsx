import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactElement } from 'react';
import { Link, useSearch } from 'wouter';
import { usualLimit } from '../../domain/agreed-verdict';
import type { HistoryPosition } from '../../domain/history';
import type { InspectionSummary } from '../../domain/inspection-summary';
import { changesUnder } from '../../domain/threshold-changes';
import { withPackScores } from '../../services/pack-scores';
import { Page } from '../../ui/page';
import { buttonClass } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { readHistoryAddress, withHistoryAddress } from '../history-address';
import { SummaryRow } from '../summary-row';
import { LimitField } from '../limit-field';
import { queryKeys } from '../local-queries';
import { useServices } from '../use-services';
import { SaveForAll } from './save-for-all';

/** How many inspections of a list would change under another threshold, and which; saves it for them on request. */
export function ThresholdScreen(): ReactElement {
  const words = useWords();
  const search = useSearch();
  const summaries = useWholeList(search);
  const [limit, setLimit] = useState(usualLimit);
  const changes = useMemo(() => changesUnder(summaries ?? [], limit), [summaries, limit]);
  const changed = [...changes.becomeAnomalous, ...changes.becomeNormal];
  return (
    <Page
      title={words.say('correction.thresholdTitle')}
      lead={
        <Link className={buttonClass('plain')} href={withHistoryAddress('/history', addressOf(search))}>
          {words.say('correction.toList')}
        </Link>
      }
    >
      <Panel>
        <p className="small quiet">{words.say('correction.thresholdOfListHint')}</p>
        <LimitField limit={limit} onChange={setLimit} />
        <p role="status">
          {summaries === undefined
            ? words.say('result.loading')
            : words.say('correction.wouldChange', {
                changed: changed.length,
                all: changes.scored,
                anomalous: changes.becomeAnomalous.length,
                normal: changes.becomeNormal.length,
              })}
        </p>
        <SaveForAll ids={changed.map(({ id }) => id)} limit={limit} />
      </Panel>
      <ChangedList changed={changed} search={search} />
    </Page>
  );
}

/** So many changed pictures are shown; the counts are of all. */
const mostShown = 50;

function ChangedList(props: { readonly changed: readonly InspectionSummary[]; readonly search: string }): ReactElement {
  const address = addressOf(props.search);
  return (
    <ul>
      {props.changed.slice(0, mostShown).map((summary) => (
        <SummaryRow
          key={summary.id}
          summary={summary}
          href={withHistoryAddress(`/inspection/${summary.id}`, address)}
        />
      ))}
    </ul>
  );
}

function addressOf(search: string) {
  return readHistoryAddress(new URLSearchParams(search));
}

const rowsAtOnce = 500;

/** All summaries of the list that the address names. */
function useWholeList(search: string): readonly InspectionSummary[] | undefined {
  const { inspections } = useServices();
  return useQuery({
    queryKey: [...queryKeys.history, 'whole', search],
    queryFn: async () => {
      const query = addressOf(search);
      const all: InspectionSummary[] = [];
      let after: HistoryPosition | undefined;
      do {
        const page = await inspections.history(query, { limit: rowsAtOnce, after });
        all.push(...page.summaries);
        after = page.next;
      } while (after !== undefined);
      return withPackScores(all, { byId: (id) => inspections.byId(id) });
    },
  }).data;
}
