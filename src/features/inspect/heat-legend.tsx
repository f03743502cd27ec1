import type { ReactElement } from 'react';
import { ColourScale } from '../../ui/colour-scale';
import { heatStops } from './draw-view';
import { resultWords as words } from './result-words';

/** The fixed scale of the heat map, with the threshold marked. */
export function HeatLegend(): ReactElement {
  return (
    <ColourScale
      title={words.legend}
      stops={heatStops()}
      middle={`50 · ${words.threshold}`}
      low="0"
      high="100"
      note={words.legendSame}
    />
  );
}
