import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { DayCount } from '../../domain/history';
import { localDayOf } from '../../domain/inspection-summary';
import { textIn } from '../../domain/localised-text';
import type { Pack } from '../../domain/pack';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';
import { queryKeys, useInstalledPack } from '../local-queries';
import { useServices } from '../use-services';

/** How many pieces were inspected today with this pack, by answer. Read from the counters of the day. */
export function Tally({ pack }: { readonly pack: { readonly id: string } }): ReactElement {
  const words = useWords();
  const { inspections } = useServices();
  const manifest = useInstalledPack(pack.id).data;
  const day = today();
  const counts = useQuery({
    queryKey: [...queryKeys.inspections, 'day-counts', pack.id, day],
    queryFn: async () =>
      (await inspections.dayCounts({ firstDay: day, lastDay: day })).filter(({ packId }) => packId === pack.id),
  }).data;
  return <p className="small quiet camera-tally">{counts === undefined ? '' : tallyText(words, counts, manifest)}</p>;
}

function today(): string {
  const now = new Date();
  return localDayOf({ takenAt: now.toISOString(), utcOffsetMinutes: -now.getTimezoneOffset() });
}

function tallyText(words: Words, counts: readonly DayCount[], pack: Pack | null | undefined): string {
  const byAnswer = new Map<string, number>();
  for (const { answer, count } of counts) byAnswer.set(answer, count + (byAnswer.get(answer) ?? 0));
  const count = counts.reduce((sum, each) => sum + each.count, 0);
  if (count === 0) return words.say('capture.today', { count });
  const labels = pack?.grade?.labels.map(({ name }) => name) ?? [];
  const place = (answer: string): number => (answer === '' ? Infinity : labels.indexOf(answer));
  const answers = [...byAnswer]
    .sort(([a], [b]) => place(a) - place(b))
    .map(([answer, times]) => words.say('capture.todayAnswer', { answer: titleOf(words, answer, pack), count: times }));
  return words.say('capture.todayAnswers', { count, answers: words.list(answers) });
}

/** The title of a grade; the name of a level, which is its title in the shipped packs; "No verdict" for a refusal. */
function titleOf(words: Words, answer: string, pack: Pack | null | undefined): string {
  if (answer === '') return words.say('verdict.noVerdict');
  const label = pack?.grade?.labels.find(({ name }) => name === answer);
  return label === undefined ? answer : textIn(label.title, words.locale.tag);
}
