import { useEffect, useState, type ReactElement } from 'react';
import { isBusy } from '../services/inspect-queue-state';
import { useInspectQueue } from '../features/use-inspect-queue';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import type { AppUpdate } from './app-update';
import { useWords } from '../ui/words-context';

/** Asks before a new version is loaded, and does not offer it while only this page has a picture or a result. */
export function UpdatePrompt({ update }: { readonly update: AppUpdate }): ReactElement | null {
  const words = useWords();
  const [isReady, setIsReady] = useState(false);
  const { snapshot } = useInspectQueue();
  useEffect(() => update.onReady(() => setIsReady(true)), [update]);
  if (!isReady) return null;
  const busy = isBusy(snapshot);
  return (
    <div className="update-prompt">
      <Notice
        tone="info"
        role="status"
        title={words.say('app.updateTitle')}
        actions={
          <>
            <Button disabled={busy} onClick={() => update.load()}>
              {words.say('app.updateNow')}
            </Button>
            <Button look="quiet" onClick={() => setIsReady(false)}>
              {words.say('app.updateLater')}
            </Button>
          </>
        }
      >
        {busy ? words.say('app.updateBusy') : words.say('app.update')}
      </Notice>
    </div>
  );
}
