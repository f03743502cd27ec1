import type { ReactElement } from 'react';
import type { Progress } from '../../domain/operation';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { ProgressBar } from '../../ui/progress-bar';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';

/** The progress of a preview, and the button that cancels it. */
export function LearnProgress(props: {
  readonly progress: Progress | undefined;
  readonly onCancel: () => void;
}): ReactElement {
  const words = useWords();
  const title = words.say('learn.runningTitle');
  return (
    <Panel title={title}>
      <ProgressBar label={title} share={shareOf(props.progress)} words={progressText(words, props.progress)} />
      <p className="quiet">{words.say('learn.runningLeave')}</p>
      <div className="row">
        <Button icon="close" onClick={props.onCancel}>
          {words.say('learn.cancel')}
        </Button>
      </div>
    </Panel>
  );
}

/** Undefined while the pack is opened: its steps are not those of the learning. */
function shareOf(progress: Progress | undefined): number | undefined {
  if (progress === undefined || (progress.step !== 'extract' && progress.step !== 'teach')) return undefined;
  return progress.total === 0 ? undefined : progress.done / progress.total;
}

function progressText(words: Words, progress: Progress | undefined): string {
  if (progress === undefined) return words.say('learn.progressWait');
  const { step, done, total } = progress;
  const at = { done: Math.min(done + 1, total), total };
  if (step === 'extract') return words.say('learn.progress.extract', at);
  return step === 'teach' ? words.say('learn.progress.teach', at) : words.say('learn.progress.load');
}
