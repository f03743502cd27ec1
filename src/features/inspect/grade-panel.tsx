import type { ReactElement } from 'react';
import type { GradeVerdict } from '../../domain/inspection';
import { Chip } from '../../ui/chip';
import { formatPercent } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { ShareBars } from '../../ui/share-bars';
import { confidenceInWords, describeRefusal } from '../../ui/verdict-words';
import { Answer } from '../../ui/answer';
import { resultWords as words } from './result-words';

/** The grade, big, or plainly that there is none and what to do. */
export function GradePanel({ grade }: { readonly grade: GradeVerdict }): ReactElement {
  if (grade.refused !== undefined) return <RefusedGrade grade={grade} reason={grade.refused} />;
  return (
    <Answer
      tone="info"
      answer={grade.title}
      aside={grade.indicative ? <Chip tone="info">{words.indicative}</Chip> : null}
      support={words.sure(confidenceInWords(grade.confidence), formatPercent(grade.confidence))}
      note={grade.indicative ? words.indicativeWhy : undefined}
    />
  );
}

function RefusedGrade(props: { readonly grade: GradeVerdict; readonly reason: string }): ReactElement {
  const refusal = describeRefusal(props.reason);
  return <Answer tone="unknown" answer={words.noGrade} support={refusal.title} note={refusal.advice} />;
}

/** The probability of every grade. `titles` are the pack's labels; without them only the answer can be named. */
export function GradeBars(props: {
  readonly grade: GradeVerdict;
  readonly titles: readonly string[] | undefined;
}): ReactElement | null {
  const { grade, titles } = props;
  if (titles?.length !== grade.probabilities.length) return null;
  const bars = titles.map((title, index) => ({
    title,
    share: grade.probabilities[index] ?? 0,
    isChosen: grade.refused === undefined && title === grade.title,
  }));
  return (
    <Panel title={words.allGrades}>
      <ShareBars bars={bars} />
    </Panel>
  );
}
