/** A photo with its mask and its boxes in one SVG, for screen and print. */
import type { ReactElement } from 'react';
import type { InspectionRecord } from '../../../src/domain/record';
import { Notice } from '../../../src/ui/notice';
import type { BaselineComparison } from '../baseline-photo';
import { paths } from '../paths';
import { useOffice } from './office-context';

/** A record with its pictures. */
export interface ShownPicture {
  readonly record: InspectionRecord;
  readonly hasPhoto: boolean;
  /** In cells of the mask, see `maskToPath`; undefined where the mask was not sent. */
  readonly maskPath: string | undefined;
  /** Where the record was compared with a baseline. */
  readonly comparison?: BaselineComparison | undefined;
}

/** The drawing, in pixels of the inspected picture. */
export function Picture({ record, hasPhoto, maskPath }: ShownPicture): ReactElement {
  const { words } = useOffice();
  const { width, height } = record.picture;
  const mask = record.anomaly?.mask;
  if (!hasPhoto) return <Notice tone="unknown">{words.say('office.photoMissing')}</Notice>;
  return (
    <svg className="picture" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={usePictureLabel(record)}>
      <image href={paths.blob(record.photo.sha256)} width={width} height={height} preserveAspectRatio="none" />
      {maskPath === undefined || mask === undefined ? null : (
        <path className="mask" d={maskPath} transform={`scale(${width / mask.width} ${height / mask.height})`} />
      )}
      <Boxes record={record} />
    </svg>
  );
}

function Boxes({ record: { anomaly, picture } }: { readonly record: InspectionRecord }): readonly ReactElement[] {
  const textSize = Math.round(Math.max(picture.width, picture.height) / 28);
  return (anomaly?.boxes ?? []).map(({ x, y, width, height }, index) => (
    <g key={index} className="box">
      <rect className="box-rim" x={x} y={y} width={width} height={height} />
      <rect x={x} y={y} width={width} height={height} />
      <text x={x + textSize / 3} y={y + textSize} fontSize={textSize}>
        {index + 1}
      </text>
    </g>
  ));
}

function usePictureLabel({ fileName: file, anomaly }: InspectionRecord): string {
  const { words } = useOffice();
  if (anomaly === undefined) return words.say('office.photoAlt', { file });
  return words.say('office.photoAltRegions', { file, count: anomaly.boxes.length });
}
