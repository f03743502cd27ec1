import type { ReactElement } from 'react';

/** A share of 0–1 as a bar with a text. */
export function Meter(props: { readonly label: string; readonly share: number; readonly words: string }): ReactElement {
  const percent = Math.min(100, Math.max(0, props.share * 100));
  return (
    <div className="progress">
      <div
        className="progress-track"
        role="meter"
        aria-label={props.label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(percent)}
        aria-valuetext={props.words}
      >
        <div className="progress-fill" style={{ inlineSize: `max(3px, ${percent}%)` }} />
      </div>
      <p>{props.words}</p>
    </div>
  );
}
