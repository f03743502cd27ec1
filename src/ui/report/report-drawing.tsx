import type { ReactElement } from 'react';
import type { ReportBox, ReportPicture } from '../../words/report-document';

/** A picture with its numbered boxes in one SVG, for screen and print. `src`: undefined while it is not loaded. */
export function ReportDrawing(props: {
  readonly picture: ReportPicture;
  readonly src: string | undefined;
}): ReactElement {
  const { size, boxes, description } = props.picture;
  const { width, height } = size;
  const textSize = Math.round(Math.max(width, height) / 28);
  return (
    <svg className="report-picture" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={description}>
      {props.src === undefined ? null : (
        <image href={props.src} width={width} height={height} preserveAspectRatio="none" />
      )}
      {boxes.map((box, index) => (
        <NumberedBox key={index} box={box} number={index + 1} textSize={textSize} />
      ))}
    </svg>
  );
}

/** White between two black lines: visible on every picture and on every printer. */
function NumberedBox(props: {
  readonly box: ReportBox;
  readonly number: number;
  readonly textSize: number;
}): ReactElement {
  const { x, y, width, height } = props.box;
  return (
    <g className="report-box">
      <rect className="report-box-rim" x={x} y={y} width={width} height={height} />
      <rect x={x} y={y} width={width} height={height} />
      <text x={x + props.textSize / 3} y={y + props.textSize} fontSize={props.textSize}>
        {props.number}
      </text>
    </g>
  );
}
