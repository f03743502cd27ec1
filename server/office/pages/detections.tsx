/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import type { WireRecord } from '../../../src/protocol/intake';
import { boxKindInWords, hasKinds } from '../box-kind';
import { formatScore } from '../tone';

type Anomaly = NonNullable<WireRecord['anomaly']>;

/** The numbered regions as a table; words where there are none. `label` tells it from others on the page. */
export function Detections({ anomaly, label }: { readonly anomaly: Anomaly; readonly label: string }) {
  if (anomaly.boxes.length === 0) return <p class="quiet">No region lies above the threshold.</p>;
  const areNamed = hasKinds(anomaly);
  return (
    <div class="table-box" tabindex={0} role="region" aria-label={label}>
      <table>
        <caption class="visually-hidden">Regions above the threshold</caption>
        <thead>
          <tr>
            <th scope="col">No.</th>
            <th scope="col">Severity</th>
            {areNamed ? <th scope="col">Most like</th> : null}
            <th scope="col" class="number">
              Score
            </th>
            <th scope="col" class="number">
              Left, top (px)
            </th>
            <th scope="col" class="number">
              Size (px)
            </th>
          </tr>
        </thead>
        <tbody>
          {anomaly.boxes.map((box, index) => (
            <tr>
              <th scope="row">{index + 1}</th>
              <td>{typeof box['levelTitle'] === 'string' ? box['levelTitle'] : anomaly.levelTitle}</td>
              {areNamed ? <td>{boxKindInWords(box)}</td> : null}
              <td class="number">{formatScore(box.score)}</td>
              <td class="number">
                {box.x}, {box.y}
              </td>
              <td class="number">
                {box.width} × {box.height}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
