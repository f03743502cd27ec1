import type { ReactElement } from 'react';
import { ColourScale } from '../../ui/colour-scale';
import { heatStops } from './draw-view';
import { useWords } from '../../ui/words-context';

/** The fixed scale of the heat map, with the threshold marked. */
export function HeatLegend(): ReactElement {
  const words = useWords();
  return (
    <ColourScale
      title={words.say('result.legend')}
      stops={heatStops()}
      middle={words.say('result.thresholdMark')}
      low={words.number(0)}
      high={words.number(100)}
      note={words.say('result.legendSame')}
    />
  );
}
