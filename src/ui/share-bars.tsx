import type { ReactElement } from 'react';
import { formatPercent } from './format';
import './share-bars.css';

/** One bar of `ShareBars`; `share` is 0–1. */
export interface ShareBar {
  readonly title: string;
  readonly share: number;
  readonly isChosen: boolean;
}

/** Shares of a whole, one bar each, the chosen one marked. */
export function ShareBars({ bars }: { readonly bars: readonly ShareBar[] }): ReactElement {
  return (
    <ul className="share-bars">
      {bars.map((bar) => (
        <li key={bar.title} className={bar.isChosen ? 'share-bar share-bar-chosen' : 'share-bar'}>
          <span className="share-title">{bar.title}</span>
          <span className="share-track" aria-hidden="true">
            <span className="share-fill" style={{ width: `${bar.share * 100}%` }} />
          </span>
          <span className="share-value">{formatPercent(bar.share)}</span>
        </li>
      ))}
    </ul>
  );
}
