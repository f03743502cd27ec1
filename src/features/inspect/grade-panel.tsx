import type { ReactElement } from 'react';
import type { GradeVerdict } from '../../domain/inspection';
import { Chip } from '../../ui/chip';
import { Panel } from '../../ui/panel';
import { ShareBars } from '../../ui/share-bars';
import { confidenceText, describeRefusal } from '../../words/verdict-text';
import { Answer } from '../../ui/answer';
import { useWords } from '../../ui/words-context';

/** The grade in large type, or that there is none and what to do. */
export function GradePanel({ grade }: { readonly grade: GradeVerdict }): ReactElement {
  const words = useWords();
  if (grade.refused !== undefined) return <RefusedGrade grade={grade} reason={grade.refused} />;
  return (
    <Answer
      tone="info"
      answer={grade.title}
      aside={grade.indicative ? <Chip tone="info">{words.say('result.indicative')}</Chip> : null}
      support={words.say('result.confidence', {
        confidence: confidenceText(words, grade.confidence),
        percent: words.percent(grade.confidence),
      })}
      note={grade.indicative ? words.say('result.indicativeWhy') : undefined}
    />
  );
}

function RefusedGrade(props: { readonly grade: GradeVerdict; readonly reason: string }): ReactElement {
  const words = useWords();
  const refusal = describeRefusal(words, props.reason);
  return <Answer tone="unknown" answer={words.say('verdict.noGrade')} support={refusal.title} note={refusal.advice} />;
}

/** The probability of every grade. */
export function GradeBars({ grade }: { readonly grade: GradeVerdict }): ReactElement {
  const words = useWords();
  const bars = grade.probabilities.map(({ label, title, probability }) => ({
    title,
    share: probability,
    isChosen: grade.refused === undefined && label === grade.label,
  }));
  return (
    <Panel title={words.say('result.allGrades')}>
      <ShareBars bars={bars} />
    </Panel>
  );
}
