import type { ReactElement } from 'react';
import type { TrainPoint } from '../../../domain/teach-report';
import type { LineChart } from '../../../ui/chart/draw-lines';
import { LinesChart } from '../../../ui/chart/chart';
import '../../../ui/chart/chart.css';
import { useWords } from '../../../ui/words-context';
import type { Words } from '../../../words/words';

/** Loss and accuracy over the steps of the training, on the learned and on the test pictures. */
export function CurveCharts({ curve }: { readonly curve: readonly TrainPoint[] }): ReactElement | null {
  const words = useWords();
  if (curve.length < 2) return null;
  return (
    <div className="class-charts">
      {[lossChart(words, curve), accuracyChart(words, curve)].map((chart) => (
        <div key={chart.label} className="stack-tight">
          <h3>{chart.label}</h3>
          <LinesChart chart={chart} document={document} />
        </div>
      ))}
    </div>
  );
}

function lossChart(words: Words, curve: readonly TrainPoint[]): LineChart {
  const format = (value: number) => words.number(value, 2);
  return {
    label: words.say('classes.curveLoss'),
    formatX: (value) => words.number(value),
    formatY: format,
    series: seriesOf(words, curve, format, ({ loss, validationLoss }) => [loss, validationLoss]),
  };
}

function accuracyChart(words: Words, curve: readonly TrainPoint[]): LineChart {
  const format = (value: number) => words.percent(value);
  return {
    label: words.say('classes.curveAccuracy'),
    yRange: [0, 1],
    formatX: (value) => words.number(value),
    formatY: format,
    series: seriesOf(words, curve, format, ({ accuracy, validationAccuracy }) => [accuracy, validationAccuracy]),
  };
}

function seriesOf(
  words: Words,
  curve: readonly TrainPoint[],
  format: (value: number) => string,
  valuesOf: (point: TrainPoint) => readonly [number | undefined, number | undefined],
): LineChart['series'] {
  return (['classes.curveLearned', 'classes.curveTested'] as const).map((key, at) => {
    const series = words.say(key);
    const points = curve.flatMap((point) => {
      const y = valuesOf(point)[at];
      if (y === undefined) return [];
      return [
        { x: point.step, y, title: words.say('classes.curvePoint', { series, step: point.step, value: format(y) }) },
      ];
    });
    return { title: series, colour: at * 4, points };
  });
}
