import type { ReactElement } from 'react';
import type { ClassesReport, ClassTrainReport } from '../../../domain/teach-report';
import { rightOf100 } from '../../../domain/right-of-100';
import { teachPictureName, type TeachPicture, type Teaching } from '../../../domain/teaching';
import { Button } from '../../../ui/button';
import { Page } from '../../../ui/page';
import { Panel } from '../../../ui/panel';
import { useWords } from '../../../ui/words-context';
import { useServices } from '../../use-services';
import { DeleteButton } from '../collect-page';
import { UnusedNotice, UsePanel } from '../teach-result';
import { useIsPackDeleted } from '../use-teaching';
import { CalibrationPanel, ClassLearningPanel, LearningPanel, TrainingDetails } from './class-charts';
import { ClassFiguresPanel, ConfusionPanel } from './confusion-panel';
import { MistakesPanel } from './mistakes-panel';

/** The result of a teaching of classes: its accuracy, its mistakes, and the button that uses the pack. */
export function ClassesResult(props: {
  readonly teaching: Teaching;
  readonly pictures: readonly TeachPicture[];
  readonly packId: string;
  readonly report: ClassesReport;
}): ReactElement {
  const words = useWords();
  const { teaching, pictures, packId } = props;
  const { classes: report, unused } = props.report;
  const isDeleted = useIsPackDeleted(teaching);
  const count = report.classes.reduce((sum, each) => sum + each.pictures, 0);
  return (
    <Page
      title={isDeleted ? teaching.title : words.say('classes.readyTitle', { pack: teaching.title })}
      lead={words.say('classes.learned', { count, classes: report.classes.length })}
      aside={<DeleteButton stored={{ teaching, pictures }} />}
    >
      <div className="columns columns-halves">
        <div className="stack">
          <SurePanel report={report} judged={count} />
          <UsePanel teaching={teaching} packId={packId} />
          <TeachAgain teaching={teaching} pictures={pictures} report={report} />
          <ConfusionPanel report={report} />
          <ClassFiguresPanel report={report} />
        </div>
        <div className="stack">
          <UnusedNotice unused={unused} />
          <MistakesPanel misclassified={report.misclassified} pictures={pictures} />
          <LearningPanel report={report} />
          <ClassLearningPanel report={report} />
          <CalibrationPanel report={report} />
          <TrainingDetails report={report} />
        </div>
      </div>
    </Page>
  );
}

function SurePanel({ report, judged }: { readonly report: ClassTrainReport; readonly judged: number }): ReactElement {
  const words = useWords();
  const { accuracy, test, helpsMost, rejectBelow, together } = report;
  const { right, low, high } = rightOf100(accuracy, judged);
  return (
    <Panel title={words.say('classes.resultTitle')}>
      <p className="teach-promise">{words.say('classes.right', { right })}</p>
      {high - low < 4 ? null : <p>{words.say('classes.rightFew', { count: judged, low, high })}</p>}
      <p className="small quiet">{words.say('classes.rightWhy')}</p>
      {test === undefined ? null : (
        <p>{words.say('classes.rightTest', { count: test.pictures, percent: words.percent(test.accuracy) })}</p>
      )}
      <p>
        {helpsMost === undefined ? words.say('classes.helpsNone') : words.say('classes.helps', { name: helpsMost })}
      </p>
      <p className="small quiet">
        {rejectBelow === undefined || rejectBelow <= 1 / report.classes.length
          ? words.say('classes.rejectNone')
          : words.say('classes.reject', { percent: words.percent(rejectBelow) })}
      </p>
      {together === undefined || together.groups === 0 ? null : (
        <p className="small quiet">{words.say('classes.togetherResult', together)}</p>
      )}
    </Panel>
  );
}

/** Offered once a label was corrected here. */
function TeachAgain(props: {
  readonly teaching: Teaching;
  readonly pictures: readonly TeachPicture[];
  readonly report: ClassTrainReport;
}): ReactElement | null {
  const words = useWords();
  const { teachings } = useServices();
  const labels = new Map(props.pictures.map((picture) => [teachPictureName(picture), picture.label]));
  const isChanged = props.report.misclassified.some(({ name, label }) => (labels.get(name) ?? label) !== label);
  if (!isChanged) return null;
  return (
    <Button icon="repeat" onClick={() => void teachings.teach(props.teaching.id)}>
      {words.say('classes.teachAgain')}
    </Button>
  );
}
