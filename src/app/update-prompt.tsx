import { useEffect, useState, type ReactElement } from 'react';
import { isBusy } from '../services/inspect-queue-state';
import { useInspectQueue } from '../features/inspect/use-inspect-queue';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import type { AppUpdate } from './app-update';
import { appWords as words } from './words';

/** Asks before a new version is loaded, and does not offer it while pictures wait or a result is not saved. */
export function UpdatePrompt({ update }: { readonly update: AppUpdate }): ReactElement | null {
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
        title={words.updateTitle}
        actions={
          <>
            <Button disabled={busy} onClick={() => update.load()}>
              {words.updateNow}
            </Button>
            <Button look="quiet" onClick={() => setIsReady(false)}>
              {words.updateLater}
            </Button>
          </>
        }
      >
        {busy ? words.updateBusy : words.update}
      </Notice>
    </div>
  );
}
