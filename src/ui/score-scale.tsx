import type { ReactElement } from 'react';
import { formatScore } from './format';
import './score-scale.css';

/** A score of 0–1 on a bar of 0–100 with the threshold marked in the middle. */
export function ScoreScale({ score, threshold }: { readonly score: number; readonly threshold: string }): ReactElement {
  return (
    <div className="score-scale" role="img" aria-label={`${formatScore(score)} of 100, ${threshold} at 50`}>
      <div className="score-track">
        <div className="score-fill" style={{ width: `${score * 100}%` }} />
        <div className="score-threshold" />
        <div className="score-pin" style={{ left: `${score * 100}%` }} />
      </div>
      <div className="score-labels small quiet" aria-hidden="true">
        <span>0</span>
        <span>50 · {threshold}</span>
        <span>100</span>
      </div>
    </div>
  );
}
