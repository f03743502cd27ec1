import type { ReactElement } from 'react';
import type { PixelRect } from '../../../src/domain/picture';
import type { InspectionRecord } from '../../../src/domain/record';
import { DataTable } from '../../../src/ui/data-table';
import { Panel } from '../../../src/ui/panel';
import type { BaselineComparison } from '../baseline-photo';
import { paths } from '../paths';
import { useOffice } from './office-context';

/** The changed regions: both pictures with the same regions numbered, and the regions as a table. */
export function ChangedRegions(props: {
  readonly record: InspectionRecord;
  readonly comparison: BaselineComparison;
  readonly hasPhoto: boolean;
}): ReactElement {
  const { words } = useOffice();
  const { record, hasPhoto } = props;
  const { changed, baseline } = props.comparison;
  if (changed.length === 0) {
    return (
      <Panel title={words.say('office.changedRegions')}>
        <p>{words.say('office.changedNone')}</p>
      </Panel>
    );
  }
  return (
    <Panel title={words.say('office.changedRegions')}>
      <div className="columns columns-halves">
        {hasPhoto ? (
          <NumberedPicture
            record={record}
            marks={changed}
            label={words.say('office.changedOnPicture', { count: changed.length })}
          />
        ) : null}
        {baseline === undefined ? (
          <p className="quiet">{words.say('office.baselineNoPhoto')}</p>
        ) : (
          <NumberedPicture
            record={baseline}
            marks={changed.map((region) => region.baseline)}
            label={words.say('office.changedOnBaseline')}
          />
        )}
      </div>
      <ChangedTable changed={changed} />
    </Panel>
  );
}

function NumberedPicture(props: {
  readonly record: InspectionRecord;
  readonly marks: readonly PixelRect[];
  readonly label: string;
}): ReactElement {
  const { width, height } = props.record.picture;
  const textSize = Math.round(Math.max(width, height) / 28);
  return (
    <svg className="picture" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={props.label}>
      <image href={paths.blob(props.record.photo.sha256)} width={width} height={height} preserveAspectRatio="none" />
      {props.marks.map((mark, index) => (
        <g key={index} className="box">
          <rect className="box-rim" x={mark.x} y={mark.y} width={mark.width} height={mark.height} />
          <rect x={mark.x} y={mark.y} width={mark.width} height={mark.height} />
          <text x={mark.x + textSize / 3} y={mark.y + textSize} fontSize={textSize}>
            {index + 1}
          </text>
        </g>
      ))}
    </svg>
  );
}

function ChangedTable({ changed }: Pick<BaselineComparison, 'changed'>): ReactElement {
  const { words } = useOffice();
  const rows = changed.map(({ x, y, width, height, distance }, index) => ({
    key: String(index),
    cells: [
      index + 1,
      words.say('office.xy', { x: String(Math.round(x)), y: String(Math.round(y)) }),
      words.say('office.size', { width: String(Math.round(width)), height: String(Math.round(height)) }),
      distance.toFixed(2),
    ],
  }));
  const columns = [
    { title: words.say('office.regionNumber') },
    { title: words.say('office.regionCorner'), isNumber: true },
    { title: words.say('office.regionSize'), isNumber: true },
    { title: words.say('office.changedDistance'), isNumber: true },
  ];
  return <DataTable label={words.say('office.changedRegionsTable')} columns={columns} rows={rows} />;
}
