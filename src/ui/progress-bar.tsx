import type { ReactElement } from 'react';

/** A progress bar with a text below. Without `share` the progress is indeterminate. */
export function ProgressBar(props: {
  readonly label: string;
  readonly share?: number | undefined;
  readonly words: string;
}): ReactElement {
  const percent = props.share === undefined ? null : Math.round(Math.min(1, props.share) * 100);
  return (
    <div className="progress">
      <div
        role="progressbar"
        className="progress-track"
        aria-label={props.label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent ?? undefined}
        aria-valuetext={props.words}
      >
        <div
          className={percent === null ? 'progress-fill progress-unknown' : 'progress-fill'}
          style={percent === null ? undefined : { inlineSize: `${String(percent)}%` }}
        />
      </div>
      <p className="small quiet">{props.words}</p>
    </div>
  );
}
