import type { ReactElement } from 'react';
import type { BatchCounts } from '../../services/batch-progress';
import type { AnswerCount } from '../../services/batch-service';
import type { QueueBatch } from '../../services/inspect-queue-state';
import { Facts, type Fact } from '../../ui/facts';
import { Panel } from '../../ui/panel';
import { ShareBars } from '../../ui/share-bars';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';
import { useBatchAnswers } from './use-batch';

/** Totals, counts per level or grade, and the mean time of a batch, as its pictures are inspected. */
export function BatchSummary({
  batch,
  counts,
}: {
  readonly batch: QueueBatch;
  readonly counts: BatchCounts;
}): ReactElement {
  const words = useWords();
  const answers = useBatchAnswers(batch.id).data ?? [];
  return (
    <Panel title={words.say('batch.summary')}>
      <Facts facts={[...totals(words, batch, counts), ...findings(words, answers)]} />
      {answers.length === 0 ? null : (
        <div className="stack">
          <h3>{words.say('batch.answers')}</h3>
          <ShareBars bars={barsOf(words, answers)} />
        </div>
      )}
    </Panel>
  );
}

function totals(words: Words, batch: QueueBatch, counts: BatchCounts): readonly Fact[] {
  const isOver = batch.phase === 'stopped';
  const rows: readonly (readonly [name: string, count: number])[] = [
    [words.say('batch.fact.chosen'), batch.chosen],
    [words.say('batch.fact.inspected'), counts.saved + counts.unsaved],
    [words.say('batch.fact.known'), counts.known],
    [words.say('batch.fact.failed'), counts.failed],
    [words.say(isOver ? 'batch.fact.notInspected' : 'batch.fact.waiting'), counts.waiting],
    [words.say('batch.fact.discarded'), batch.discarded],
  ];
  const facts = rows
    .filter(([, count], place) => place < 2 || count > 0)
    .map(([name, count]) => ({ name, value: words.number(count) }));
  if (batch.saved === 0) return facts;
  return [...facts, { name: words.say('batch.fact.meanTime'), value: words.duration(batch.inspectedMs / batch.saved) }];
}

/** Actions that do not count as a finding: below the threshold. */
const withoutFinding = new Set(['pass', 'monitor', 'look']);

/** How many pictures have a finding, where the pack looks for anomalies. */
function findings(words: Words, answers: readonly AnswerCount[]): readonly Fact[] {
  const judged = answers.filter(({ severity }) => severity !== '');
  if (judged.length === 0) return [];
  const total = sumOf(judged);
  const found = sumOf(judged.filter(({ severity }) => !withoutFinding.has(severity)));
  return [
    { name: words.say('batch.fact.found'), value: words.number(found) },
    { name: words.say('batch.fact.normal'), value: words.number(total - found) },
  ];
}

function barsOf(words: Words, answers: readonly AnswerCount[]) {
  const total = sumOf(answers);
  const byTitle = new Map<string, number>();
  for (const { answer, title, count } of answers) {
    const shown = answer === '' ? words.say('verdict.noVerdict') : title;
    byTitle.set(shown, (byTitle.get(shown) ?? 0) + count);
  }
  return [...byTitle].map(([title, count]) => ({
    ...{ title, share: count / total, isChosen: false },
    value: words.number(count),
  }));
}

function sumOf(answers: readonly AnswerCount[]): number {
  return answers.reduce((sum, { count }) => sum + count, 0);
}
