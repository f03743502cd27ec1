import type { ReactElement } from 'react';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { useWords } from '../ui/words-context';
import { describeStorageFault } from '../words/fault-text';
import { FaultNotice } from './fault-notice';
import type { MakeBaselines } from './use-make-baselines';

/** Which results became baselines, with the way back; why they did not. */
export function MadeBaselinesNotice({ baselines }: { readonly baselines: MakeBaselines }): ReactElement | null {
  const words = useWords();
  const { made, error, isPending, undo } = baselines;
  const [first] = made;
  return (
    <>
      {first === undefined ? null : (
        <Notice
          tone="ok"
          role="status"
          title={words.say('baseline.made', { count: made.length, file: first.fileName })}
          actions={
            <Button icon="undo" disabled={isPending} onClick={undo}>
              {words.say('baseline.undo')}
            </Button>
          }
        >
          {words.say('baseline.madeWhy')}
        </Notice>
      )}
      {error === null ? null : <FaultNotice fault={describeStorageFault(words, error.fault)} />}
    </>
  );
}
