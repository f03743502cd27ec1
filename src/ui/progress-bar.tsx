import { Progress } from 'radix-ui';
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
      <Progress.Root
        className="progress-track"
        value={percent}
        aria-label={props.label}
        getValueLabel={() => props.words}
      >
        <Progress.Indicator
          className={percent === null ? 'progress-fill progress-unknown' : 'progress-fill'}
          style={percent === null ? undefined : { inlineSize: `${String(percent)}%` }}
        />
      </Progress.Root>
      <p className="small quiet">{props.words}</p>
    </div>
  );
}
