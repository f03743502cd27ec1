import type { ReactElement } from 'react';
import type { GradeVerdict } from '../../domain/inspection';
import type { Refusal } from '../../domain/refusal';
import { statesSureness, type TrainedOn } from '../../domain/trained-on';
import { Chip } from '../../ui/chip';
import { Panel } from '../../ui/panel';
import { ShareBars } from '../../ui/share-bars';
import { confidenceText, describeRefusal, evidenceText, gradeSupport } from '../../words/verdict-text';
import { Answer } from '../../ui/answer';
import { useWords } from '../../ui/words-context';

/** A grade and what its pack learned from, which decides how its confidence is stated. */
interface ShownGrade {
  readonly grade: GradeVerdict;
  readonly trainedOn: TrainedOn | undefined;
}

/** The grade in large type. */
export function GradePanel({ grade, trainedOn }: ShownGrade): ReactElement {
  const words = useWords();
  return (
    <Answer
      tone="info"
      answer={grade.title}
      aside={grade.indicative ? <Chip tone="info">{words.say('result.indicative')}</Chip> : null}
      support={
        statesSureness(grade, trainedOn)
          ? words.say('result.confidence', {
              confidence: confidenceText(words, grade.confidence),
              percent: words.percent(grade.confidence),
            })
          : gradeSupport(words, grade, trainedOn)
      }
      note={grade.indicative ? words.say('result.indicativeWhy') : undefined}
    />
  );
}

/** That there is no verdict, why, and what to do. */
export function RefusedAnswer({ refusal }: { readonly refusal: Refusal }): ReactElement {
  const words = useWords();
  const { title, advice } = describeRefusal(words, refusal);
  const evidence = refusal.evidence === undefined ? undefined : evidenceText(words, refusal.evidence);
  return (
    <Answer tone="unknown" answer={words.say('verdict.noVerdict')} support={title}>
      <p className="answer-note">{advice}</p>
      {evidence === undefined ? null : <p className="small quiet">{evidence}</p>}
    </Answer>
  );
}

/** The probability of every grade. */
export function GradeBars({ grade, trainedOn }: ShownGrade): ReactElement {
  const words = useWords();
  const bars = grade.probabilities.map(({ label, title, probability }) => ({
    title,
    share: probability,
    isChosen: label === grade.label,
  }));
  return (
    <Panel title={words.say(statesSureness(grade, trainedOn) ? 'result.allGrades' : 'result.allGradesUnproven')}>
      <ShareBars bars={bars} />
    </Panel>
  );
}
