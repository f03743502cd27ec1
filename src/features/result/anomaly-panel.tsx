import type { ReactElement } from 'react';
import { usualLimit } from '../../domain/agreed-verdict';
import type { AnomalyVerdict } from '../../domain/inspection';
import { likelyKinds } from '../../domain/likely-kinds';
import { Answer } from '../../ui/answer';
import { Chip } from '../../ui/chip';
import { Panel } from '../../ui/panel';
import { RichText } from '../../ui/rich-text';
import { ScoreScale } from '../../ui/score-scale';
import { actionText, anomalyTone } from '../../words/verdict-text';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';

/** The severity level, the action and the score, as the main answer. */
export function AnomalyAnswer({ anomaly }: { readonly anomaly: AnomalyVerdict }): ReactElement {
  const words = useWords();
  return (
    <Answer tone={anomalyTone(anomaly)} answer={anomaly.levelTitle} support={actionText(words, anomaly.action)}>
      <p className="answer-score small">
        <RichText text={scoreText(words, anomaly)} strongClass="score-number" />
        <span>{overOrUnder(words, anomaly)}</span>
      </p>
    </Answer>
  );
}

/** The anomaly verdict on its scale; next to a grade with its own title. */
export function AnomalyPanel(props: { readonly anomaly: AnomalyVerdict; readonly hasGrade: boolean }): ReactElement {
  const words = useWords();
  const { anomaly, hasGrade } = props;
  return (
    <Panel
      title={words.say(hasGrade ? 'result.spots' : 'result.more')}
      aside={<Chip tone={anomalyTone(anomaly)}>{anomaly.levelTitle}</Chip>}
    >
      <div className={`tone-${anomalyTone(anomaly)}`}>
        <AnomalyScore anomaly={anomaly} />
      </div>
    </Panel>
  );
}

function AnomalyScore({ anomaly }: { readonly anomaly: AnomalyVerdict }): ReactElement {
  const words = useWords();
  const kinds = likelyKinds(anomaly.boxes).map(({ title, confidence }) =>
    words.say('result.likelyKind', { kind: title, confidence: words.percent(confidence) }),
  );
  return (
    <div className="stack-tight">
      <p>
        <RichText text={scoreText(words, anomaly)} strongClass="score-number" />
      </p>
      <p className="small">{overOrUnder(words, anomaly)}</p>
      <ScoreScale score={anomaly.score} />
      {kinds.length === 0 ? null : <p>{words.say('result.likelyKinds', { kinds: words.list(kinds) })}</p>}
    </div>
  );
}

/** A person may call a picture anomalous whose score is under the threshold, and the reverse. */
function isOverruled({ score, isAnomalous }: AnomalyVerdict): boolean {
  return isAnomalous !== score >= usualLimit;
}

function scoreText(words: Words, anomaly: AnomalyVerdict): string {
  return words.say(isOverruled(anomaly) ? 'result.overruledScore' : 'result.score', {
    score: words.score(anomaly.score),
  });
}

function overOrUnder(words: Words, anomaly: AnomalyVerdict): string {
  const isOver = anomaly.score >= usualLimit;
  if (isOverruled(anomaly)) return words.say(isOver ? 'result.overruledOver' : 'result.overruledUnder');
  return words.say(isOver ? 'result.over' : 'result.under');
}
