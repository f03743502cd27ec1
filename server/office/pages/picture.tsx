/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
/** A photo with its mask and its boxes, as one drawing: scales and prints alike. */
import type { WireRecord } from '../../../src/protocol/intake';
import { paths } from '../paths';
import { countOf } from '../tone';

/** What is known of a record's pictures. */
export interface ShownPicture {
  readonly record: WireRecord;
  readonly hasPhoto: boolean;
  /** In cells of the mask, see `maskToPath`; undefined where the mask was not sent. */
  readonly maskPath: string | undefined;
}

/** The drawing, in pixels of the inspected picture. */
export function Picture({ record, hasPhoto, maskPath }: ShownPicture) {
  const { width, height } = record.picture;
  const boxes = record.anomaly?.boxes ?? [];
  const mask = record.anomaly?.mask;
  if (!hasPhoto) return <p class="notice tone-unknown">The photo was not sent by its device.</p>;
  return (
    <svg class="picture" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={describe(record)}>
      <image href={paths.blob(record.photo.sha256)} width={width} height={height} preserveAspectRatio="none" />
      {maskPath === undefined || mask === undefined ? null : (
        <path class="mask" d={maskPath} transform={`scale(${width / mask.width} ${height / mask.height})`} />
      )}
      {boxes.map((box, index) => (
        <g class="box">
          <rect class="box-rim" x={box.x} y={box.y} width={box.width} height={box.height} />
          <rect x={box.x} y={box.y} width={box.width} height={box.height} />
          <text x={box.x + textSize(record) / 3} y={box.y + textSize(record)} font-size={textSize(record)}>
            {index + 1}
          </text>
        </g>
      ))}
    </svg>
  );
}

function textSize({ picture }: WireRecord): number {
  return Math.round(Math.max(picture.width, picture.height) / 28);
}

function describe({ fileName, anomaly }: WireRecord): string {
  const boxes = anomaly === undefined ? '' : `, with ${countOf(anomaly.boxes.length, 'numbered region')}`;
  return `Photo ${fileName}${boxes}`;
}
