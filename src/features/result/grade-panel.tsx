import type { ReactElement } from 'react';
import type { GradeVerdict } from '../../domain/inspection';
import type { Refusal } from '../../domain/refusal';
import { statesConfidence, type TrainedOn } from '../../domain/trained-on';
import { Chip } from '../../ui/chip';
import { Panel } from '../../ui/panel';
import { ShareBars } from '../../ui/share-bars';
import { confidenceText, describeRefusal, evidenceText, gradeSupport, likeliestText } from '../../words/verdict-text';
import { Answer } from '../../ui/answer';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';

/** A grade and what its pack learned from, which decides how its confidence is stated. */
interface ShownGrade {
  readonly grade: GradeVerdict;
  readonly trainedOn: TrainedOn | undefined;
}

/** The grade in large type. A grade that a person chose has no confidence of the pack. */
export function GradePanel({ grade, trainedOn, isChosen }: ShownGrade & { readonly isChosen: boolean }): ReactElement {
  const words = useWords();
  return (
    <Answer
      tone="info"
      answer={grade.title}
      aside={grade.indicative ? <Chip tone="info">{words.say('result.indicative')}</Chip> : null}
      support={isChosen ? words.say('correction.gradeOfPerson') : statedConfidence(words, grade, trainedOn)}
    />
  );
}

function statedConfidence(words: Words, grade: GradeVerdict, trainedOn: TrainedOn | undefined): string {
  if (!statesConfidence(grade, trainedOn)) return gradeSupport(words, grade, trainedOn);
  const { confidence } = grade;
  return words.say('result.confidence', {
    confidence: confidenceText(words, confidence),
    percent: words.percent(confidence),
  });
}

/** That there is no verdict, why, and what to do. */
export function RefusedAnswer(props: {
  readonly refusal: Refusal;
  readonly trainedOn: TrainedOn | undefined;
}): ReactElement {
  const words = useWords();
  const { refusal, trainedOn } = props;
  const { title, advice } = describeRefusal(words, refusal);
  const evidence = refusal.evidence === undefined ? undefined : evidenceText(words, refusal.evidence);
  const likeliest = likeliestText(words, refusal, trainedOn);
  return (
    <Answer tone="unknown" answer={words.say('verdict.noVerdict')} support={title}>
      {likeliest === undefined ? null : (
        <p className="answer-note">
          <strong>{likeliest}</strong>
        </p>
      )}
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
    <Panel title={words.say(statesConfidence(grade, trainedOn) ? 'result.allGrades' : 'result.allGradesUnproven')}>
      <ShareBars bars={bars} />
    </Panel>
  );
}
