import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { Button, buttonClass } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { useWords } from '../../ui/words-context';
import { describeStorageFault } from '../../words/fault-text';
import { useServices } from '../use-services';
import type { ShownInspection } from './shown-inspection';

/** That the result is only in memory, why, and the button that saves it again. */
export function UnsavedNotice({ inspection }: { readonly inspection: ShownInspection }): ReactElement | null {
  const words = useWords();
  const { queue } = useServices();
  if (inspection.unsavedBecause === undefined) return null;
  const fault = describeStorageFault(words, inspection.unsavedBecause);
  return (
    <Notice
      tone="bad"
      role="alert"
      title={words.say('result.notSaved', { reason: fault.title })}
      actions={
        <>
          <Button onClick={() => queue.retry(inspection.id)}>{words.say('result.saveAgain')}</Button>
          {inspection.unsavedBecause.kind === 'storage-full' ? (
            <Link href="/settings" className={buttonClass('plain')}>
              {words.say('result.makeRoom')}
            </Link>
          ) : null}
        </>
      }
    >
      {fault.advice}
    </Notice>
  );
}
