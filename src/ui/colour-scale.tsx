import type { ReactElement } from 'react';

/** A colour bar with labels at both ends and in the middle. */
export function ColourScale(props: {
  readonly title: string;
  readonly stops: readonly string[];
  readonly low: string;
  readonly middle: string;
  readonly high: string;
  readonly note: string;
}): ReactElement {
  return (
    <figure className="colour-scale">
      <figcaption className="small">
        <strong>{props.title}</strong> {props.note}
      </figcaption>
      <div className="colour-bar" style={{ background: `linear-gradient(to right, ${props.stops.join(', ')})` }}>
        <div className="colour-middle" />
      </div>
      <div className="score-labels small quiet">
        <span>{props.low}</span>
        <span>{props.middle}</span>
        <span>{props.high}</span>
      </div>
    </figure>
  );
}
