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

/** The probability of every grade. */
export function GradeBars({ grade }: { readonly grade: GradeVerdict }): ReactElement {
  const bars = grade.probabilities.map(({ label, title, probability }) => ({
    title,
    share: probability,
    isChosen: grade.refused === undefined && label === grade.label,
  }));
  return (
    <Panel title={words.allGrades}>
      <ShareBars bars={bars} />
    </Panel>
  );
}
