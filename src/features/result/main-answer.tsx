import type { ReactElement } from 'react';
import { reviewOf } from '../../domain/corrected-verdict';
import { effectiveCorrections, type Level } from '../../domain/correction';
import type { InspectionRecord } from '../../domain/record';
import { decisionOf } from '../../domain/decision';
import { shownLevelTitle } from '../../domain/level-title';
import { refusalOf, type Refusal } from '../../domain/refusal';
import { Answer } from '../../ui/answer';
import { Notice } from '../../ui/notice';
import { useWords } from '../../ui/words-context';
import { reviewText } from '../../words/correction-text';
import { actionText, anomalyTone, describeRefusal, summariseVerdict, trainedOnText } from '../../words/verdict-text';
import { AnomalyAnswer, AnomalyPanel } from './anomaly-panel';
import { GradeBars, GradePanel, RefusedAnswer } from './grade-panel';
import type { InspectionFacts, ShownInspection } from './shown-inspection';

/** The corrected answer, and what the pack said where a person changed it. */
export function MainAnswer({ inspection: { facts, record } }: { readonly inspection: ShownInspection }): ReactElement {
  return (
    <div className="result-answer">
      <Answered facts={facts} record={record} />
      {record === undefined ? null : <ReviewLine record={record} />}
    </div>
  );
}

function Answered(props: {
  readonly facts: InspectionFacts;
  readonly record: InspectionRecord | undefined;
}): ReactElement | null {
  const { grade, anomaly, provenance, ...facts } = props.facts;
  const refusal = refusalOf({ ...facts, ...(grade && { grade }) });
  const decided = props.record && decisionOf(props.record);
  if (refusal !== undefined && decided !== undefined) return <DecidedAnswer decided={decided} refusal={refusal} />;
  if (refusal !== undefined) return <RefusedAnswer refusal={refusal} trainedOn={provenance.packTrainedOn} />;
  if (grade !== undefined) {
    const corrections = effectiveCorrections(props.record?.corrections ?? []);
    const isChosen = corrections.some(({ kind }) => kind === 'grade-changed');
    return <GradePanel grade={grade} trainedOn={provenance.packTrainedOn} isChosen={isChosen} />;
  }
  return anomaly === undefined ? null : <AnomalyAnswer anomaly={anomaly} />;
}

/** The severity that a person gave to a refused picture, and why the pack gave none. */
function DecidedAnswer({ decided, refusal }: { readonly decided: Level; readonly refusal: Refusal }): ReactElement {
  const words = useWords();
  return (
    <Answer
      tone={anomalyTone(decided)}
      answer={shownLevelTitle(decided.level, decided.levelTitle)}
      support={actionText(words, decided.action)}
    >
      <p className="answer-note">{describeRefusal(words, refusal).title}</p>
    </Answer>
  );
}

/** Who confirmed or changed the verdict, and what the pack said. */
function ReviewLine({ record }: { readonly record: InspectionRecord }): ReactElement | null {
  const words = useWords();
  const review = reviewOf(record);
  const text = reviewText(words, review);
  if (text === undefined) return null;
  const { grade, anomaly, provenance } = record;
  const pack = summariseVerdict(words, {
    refused: refusalOf(record),
    grade,
    anomaly,
    trainedOn: provenance.packTrainedOn,
  });
  return (
    <p className="review-line small">
      <strong>{text}</strong>
      {review.phase === 'changed' && review.isDecision !== true ? (
        <span>{words.say('correction.packSaid', { answer: pack.answer })}</span>
      ) : null}
    </p>
  );
}

/** Details of the answer, and the notice of the pack about its limits. */
export function MoreAnswers({ facts }: { readonly facts: InspectionFacts }): ReactElement {
  const words = useWords();
  const { provenance } = facts;
  const { grade, anomaly }: Partial<InspectionFacts> = refusalOf(facts) === undefined ? facts : {};
  const trainedOn = provenance.packTrainedOn;
  const training = trainedOnText(words, anomaly === undefined ? undefined : trainedOn?.anomaly);
  return (
    <div className="stack">
      {provenance.packNotice === undefined ? null : (
        <Notice tone="watch" title={words.say('result.limits')}>
          {provenance.packNotice}
          {training === undefined ? null : <p>{training}.</p>}
          {grade?.indicative === true ? <p>{words.say('result.indicativeWhy')}</p> : null}
        </Notice>
      )}
      {grade === undefined ? null : <GradeBars grade={grade} trainedOn={trainedOn} />}
      {anomaly === undefined ? null : <AnomalyPanel anomaly={anomaly} hasGrade={grade !== undefined} />}
    </div>
  );
}
