import type { ReactElement } from 'react';
import type { JobProgress } from '../../domain/job';
import { ProgressBar } from '../../ui/progress-bar';
import { useWords } from '../../ui/words-context';

/** How many assets of a job are inspected, not inspected and open. */
export function JobProgressBar({ progress }: { readonly progress: JobProgress }): ReactElement {
  const words = useWords();
  const { total, inspected, notInspected, open } = progress;
  if (total === 0) return <p className="quiet">{words.say('jobs.progressNone')}</p>;
  const done = total - open;
  return (
    <div className="stack-tight">
      <p>{words.say('jobs.progress', { done, total })}</p>
      <ProgressBar
        label={words.say('jobs.progress', { done, total })}
        share={done / total}
        words={words.say('jobs.progressParts', { inspected, notInspected, open })}
      />
    </div>
  );
}
