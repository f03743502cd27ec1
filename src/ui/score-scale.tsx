import type { ReactElement } from 'react';
import { useWords } from './words-context';

/** A score of 0–1 on a bar of 0–100 with the threshold marked in the middle. */
export function ScoreScale({ score }: { readonly score: number }): ReactElement {
  const words = useWords();
  return (
    <div className="score-scale" role="img" aria-label={words.say('result.scoreScale', { score: words.score(score) })}>
      <ScoreTrack percent={`${score * 100}%`} />
      <div className="score-labels small quiet" aria-hidden="true">
        <span>{words.number(0)}</span>
        <span>{words.say('result.thresholdMark')}</span>
        <span>{words.number(100)}</span>
      </div>
    </div>
  );
}

/** SVG attributes, because the content security policy refuses style attributes in pages rendered by the server. */
function ScoreTrack({ percent }: { readonly percent: string }): ReactElement {
  return (
    <svg className="score-track" width="100%" height="28" aria-hidden="true">
      <rect className="score-ground" y="6" width="100%" height="16" rx="8" />
      <rect className="score-fill" y="6" width={percent} height="16" rx="8" />
      <rect className="score-threshold" x="50%" width="3" height="28" rx="1.5" />
      <circle className="score-pin-rim" cx={percent} cy="14" r="14" />
      <circle className="score-pin" cx={percent} cy="14" r="10" />
    </svg>
  );
}
