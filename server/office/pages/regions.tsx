import type { ReactElement } from 'react';
import type { InspectionRecord } from '../../../src/domain/record';
import { DataTable, type TableColumn } from '../../../src/ui/data-table';
import { useOffice } from './office-context';

type Anomaly = NonNullable<InspectionRecord['anomaly']>;
type Box = Anomaly['boxes'][number];

/** The numbered regions as a table. `label` names the table among others on the page. */
export function Regions({ anomaly, label }: { readonly anomaly: Anomaly; readonly label: string }): ReactElement {
  const { words } = useOffice();
  const hasKinds = anomaly.boxes.some(({ category }) => category !== undefined);
  if (anomaly.boxes.length === 0) return <p className="quiet">{words.say('office.noRegions')}</p>;
  const columns: readonly TableColumn[] = [
    { title: words.say('office.regionNumber') },
    { title: words.say('office.severity') },
    ...(hasKinds ? [{ title: words.say('office.regionKind') }] : []),
    { title: words.say('office.score'), isNumber: true },
    { title: words.say('office.regionCorner'), isNumber: true },
    { title: words.say('office.regionSize'), isNumber: true },
  ];
  const rows = anomaly.boxes.map((box, index) => ({
    key: String(index),
    cells: [
      index + 1,
      box.levelTitle,
      ...(hasKinds ? [<Kind key="kind" box={box} />] : []),
      words.score(box.score),
      words.say('office.xy', { x: String(box.x), y: String(box.y) }),
      words.say('office.size', { width: String(box.width), height: String(box.height) }),
    ],
  }));
  return <DataTable label={label} columns={columns} rows={rows} isStacked />;
}

/** "Rust (34%)", or nothing. */
function Kind({ box: { category } }: { readonly box: Box }): ReactElement | null {
  const { words } = useOffice();
  if (category === undefined) return null;
  const { title, confidence } = category;
  return <>{words.say('office.regionKindSure', { title, percent: words.percent(confidence) })}</>;
}
