import type { ReactElement } from 'react';
import type { ClassLearning, ClassTrainReport } from '../../../domain/teach-report';
import { fewOfClass } from '../../../domain/right-of-100';
import type { LineChart } from '../../../ui/chart/draw-lines';
import { LinesChart } from '../../../ui/chart/chart';
import '../../../ui/chart/chart.css';
import { DataTable, type TableColumn, type TableRow } from '../../../ui/data-table';
import { MoreFacts } from '../../../ui/facts';
import { Panel } from '../../../ui/panel';
import { useWords } from '../../../ui/words-context';
import { headText } from '../../../words/head-text';
import type { Words } from '../../../words/words';
import { CurveCharts } from './curve-charts';

/** The calibration of the confidence. */
export function CalibrationPanel({ report }: { readonly report: ClassTrainReport }): ReactElement {
  const words = useWords();
  const title = words.say('classes.calibrationTitle');
  const { calibration } = report;
  const percent = (value: number) => words.percent(value);
  const chart: LineChart = {
    ...{ label: title, xRange: [0, 1], yRange: [0, 1], formatX: percent, formatY: percent },
    series: [
      { title: words.say('classes.ideal'), colour: 7, isDashed: true, points: diagonal },
      {
        title: words.say('classes.measured'),
        colour: 0,
        points: calibration.map(({ confidence, accuracy, count }) => ({
          x: confidence,
          y: accuracy,
          title: words.say('classes.calibrationPoint', {
            count,
            confidence: percent(confidence),
            accuracy: percent(accuracy),
          }),
        })),
      },
    ],
  };
  return (
    <ChartPanel
      words={words}
      chart={chart}
      why={words.say('classes.calibrationWhy')}
      columns={[
        { title: words.say('classes.confidence'), isNumber: true },
        { title: words.say('classes.accuracy'), isNumber: true },
        { title: words.say('classes.pictures'), isNumber: true },
      ]}
      rows={calibration.map(({ confidence, accuracy, count }) => ({
        key: String(confidence),
        cells: [percent(confidence), percent(accuracy), words.number(count)],
      }))}
    />
  );
}

const diagonal = [
  { x: 0, y: 0, title: '' },
  { x: 1, y: 1, title: '' },
];

/** The accuracy after learning from a part of the pictures. */
export function LearningPanel({ report }: { readonly report: ClassTrainReport }): ReactElement {
  const words = useWords();
  const percent = (value: number) => words.percent(value);
  const chart: LineChart = {
    label: words.say('classes.learningTitle'),
    xRange: [0, Math.max(1, ...report.learning.map(({ pictures }) => pictures))],
    yRange: [0, 1],
    formatX: (value) => words.number(value),
    formatY: percent,
    series: [
      {
        title: words.say('classes.accuracy'),
        colour: 0,
        points: report.learning.map(({ pictures, accuracy }) => ({
          x: pictures,
          y: accuracy,
          title: words.say('classes.learningPoint', { count: pictures, accuracy: percent(accuracy) }),
        })),
      },
    ],
  };
  return (
    <ChartPanel
      words={words}
      chart={chart}
      why={words.say('classes.learningWhy')}
      columns={[
        { title: words.say('classes.picturesLearned'), isNumber: true },
        { title: words.say('classes.accuracy'), isNumber: true },
      ]}
      rows={report.learning.map(({ pictures, accuracy }) => ({
        key: String(pictures),
        cells: [words.number(pictures), percent(accuracy)],
      }))}
    />
  );
}

/** More lines cannot be distinguished. */
const mostLines = 7;

/** The recall of each class by the number of its pictures: the classes with the lowest recall. */
export function ClassLearningPanel({ report }: { readonly report: ClassTrainReport }): ReactElement | null {
  const words = useWords();
  const lines = learningLines(report).slice(0, mostLines);
  if (lines.length === 0) return null;
  const percent = (value: number) => words.percent(value);
  const chart: LineChart = {
    label: words.say('classes.classLearningTitle'),
    xRange: [0, Math.max(1, ...lines.flatMap(({ points }) => points.map(({ pictures }) => pictures)))],
    yRange: [0, 1],
    formatX: (value) => words.number(value),
    formatY: percent,
    series: lines.map(({ label, points }, colour) => ({
      title: label,
      colour,
      points: points.map(({ pictures, recall }) => ({
        x: pictures,
        y: recall,
        title: words.say('classes.classLearningPoint', { label, count: pictures, recall: percent(recall) }),
      })),
    })),
  };
  return (
    <ChartPanel
      words={words}
      chart={chart}
      why={classLearningWhy(words, report)}
      columns={[
        { title: words.say('classes.class') },
        { title: words.say('classes.picturesLearned'), isNumber: true },
        { title: words.say('classes.recall'), isNumber: true },
      ]}
      rows={lines.flatMap(({ label, points }) =>
        points.map(({ pictures, recall }) => ({
          key: `${label} ${pictures}`,
          cells: [label, words.number(pictures), percent(recall)],
        })),
      )}
    />
  );
}

/** What the curves mean, and why the advice may be about another class than the lowest curve. */
function classLearningWhy(words: Words, { helpsMost, classes }: ClassTrainReport): string {
  if (helpsMost === undefined) return words.say('classes.classLearningWhy');
  const hasFew = classes.some(({ pictures }) => pictures < fewOfClass);
  return words.say(hasFew ? 'classes.classLearningFew' : 'classes.classLearningMost', { name: helpsMost });
}

/** A curve for each class: first the one of which more pictures would help most, then the least found one. None in reports of earlier versions. */
function learningLines({ classes, learning, helpsMost }: ClassTrainReport) {
  const lines = classes.map(({ label, recall }, at) => {
    const points = learning.flatMap((point): readonly ClassLearning[] => point.classes?.slice(at, at + 1) ?? []);
    return { label, recall, points };
  });
  const isAdvised = (line: { readonly label: string }) => Number(line.label === helpsMost);
  return lines
    .filter(({ points }) => points.length > 1)
    .sort((one, other) => isAdvised(other) - isAdvised(one) || one.recall - other.recall);
}

function ChartPanel(props: {
  readonly words: Words;
  readonly chart: LineChart;
  readonly why: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}): ReactElement {
  const { words, chart } = props;
  return (
    <Panel title={chart.label}>
      <p className="small quiet">{props.why}</p>
      <LinesChart chart={chart} document={document} />
      <MoreFacts title={words.say('classes.asTable')}>
        <DataTable
          label={words.say('classes.tableOf', { title: chart.label })}
          columns={props.columns}
          rows={props.rows}
        />
      </MoreFacts>
    </Panel>
  );
}

/** The course of the training, and the learning methods that were compared. */
export function TrainingDetails({ report }: { readonly report: ClassTrainReport }): ReactElement {
  const words = useWords();
  return (
    <>
      {report.curve.length < 2 ? null : (
        <MoreFacts title={words.say('classes.curveTitle')}>
          <CurveCharts curve={report.curve} />
          <DataTable
            label={words.say('classes.tableOf', { title: words.say('classes.curveTitle') })}
            columns={[
              { title: words.say('classes.step'), isNumber: true },
              { title: words.say('classes.curveLoss'), isNumber: true },
              { title: words.say('classes.curveAccuracy'), isNumber: true },
            ]}
            rows={report.curve.map(({ step, validationLoss, validationAccuracy }) => ({
              key: String(step),
              cells: [
                words.number(step),
                validationLoss === undefined ? '–' : words.number(validationLoss, 3),
                validationAccuracy === undefined ? '–' : words.percent(validationAccuracy),
              ],
            }))}
          />
        </MoreFacts>
      )}
      <MoreFacts title={words.say('classes.headsTitle')}>
        <DataTable
          label={words.say('classes.headsTitle')}
          columns={[
            { title: words.say('classes.head') },
            { title: words.say('classes.accuracy'), isNumber: true },
            { title: words.say('classes.logLoss'), isNumber: true },
          ]}
          rows={report.heads.map(({ head, accuracy, logLoss }) => ({
            key: head,
            cells: [
              head === report.head ? words.say('classes.used', { head: headText(words, head) }) : headText(words, head),
              words.percent(accuracy),
              words.number(logLoss, 3),
            ],
          }))}
        />
      </MoreFacts>
    </>
  );
}
