import type { ReactElement } from 'react';
import { useWords } from './words-context';

/** One bar of `ShareBars`; `share` is 0–1. */
export interface ShareBar {
  readonly title: string;
  readonly share: number;
  readonly isChosen: boolean;
  /** Shown instead of the share in per cent. */
  readonly value?: string;
}

/** Shares of a whole as bars; the chosen one is highlighted. */
export function ShareBars({ bars }: { readonly bars: readonly ShareBar[] }): ReactElement {
  const words = useWords();
  return (
    <ul className="share-bars">
      {bars.map((bar) => (
        <li key={bar.title} className={bar.isChosen ? 'share-bar share-bar-chosen' : 'share-bar'}>
          <span className="share-title">{bar.title}</span>
          <svg className="share-track" width="100%" height="12" aria-hidden="true">
            <rect className="share-fill" width={`${Math.max(1, bar.share * 100)}%`} height="12" rx="6" />
          </svg>
          <span className="share-value">{bar.value ?? words.percent(bar.share)}</span>
        </li>
      ))}
    </ul>
  );
}
