import type { ReactElement } from 'react';
import type { Teaching } from '../../domain/teaching';
import type { RunningTeaching } from '../../services/teaching-work';
import { Button } from '../../ui/button';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { ProgressBar } from '../../ui/progress-bar';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';
import { useServices } from '../use-services';
import { CurveCharts } from './classes/curve-charts';

/** The progress of a teaching. `running` is undefined where another tab teaches. */
export function TeachProgress(props: {
  readonly teaching: Teaching;
  readonly running: RunningTeaching | undefined;
}): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const { id, title } = props.teaching;
  const heading = words.say('teach.progressTitle', { pack: title });
  return (
    <Page title={heading}>
      <Panel>
        <ProgressBar label={heading} share={shareOf(props.running)} words={progressText(words, props.running)} />
        {props.running?.curve === undefined ? null : <CurveCharts curve={props.running.curve} />}
        <p className="quiet">{words.say('teach.progressLeave')}</p>
        <div className="row">
          <Button icon="close" onClick={() => void teachings.cancel(id)}>
            {words.say('teach.cancel')}
          </Button>
        </div>
      </Panel>
    </Page>
  );
}

/** Undefined while the base is opened: its steps are not those of the teaching. */
function shareOf(running: RunningTeaching | undefined): number | undefined {
  const progress = running?.progress;
  if (progress === undefined || (progress.step !== 'extract' && progress.step !== 'teach')) return undefined;
  return progress.total === 0 ? undefined : progress.done / progress.total;
}

function progressText(words: Words, running: RunningTeaching | undefined): string {
  if (running === undefined) return words.say('teach.progressElsewhere');
  const { progress } = running;
  if (progress === undefined) return words.say('teach.progressWait');
  const { step, done, total } = progress;
  if (step === 'extract') return words.say('teach.progress.extract', { done: Math.min(done + 1, total), total });
  if (step === 'teach') return words.say('teach.progress.teach', { done: Math.min(done + 1, total), total });
  return words.say('teach.progress.load');
}
