import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import { textIn } from '../../domain/localised-text';
import type { AcceptedExamples } from '../../services/learning-service';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { useWords } from '../../ui/words-context';
import { describeStorageFault } from '../../words/fault-text';
import { FaultNotice } from '../fault-notice';
import { useActivateVersion } from '../use-own-packs';
import { usePreferences } from '../use-preferences';
import { useServices } from '../use-services';

/** What was learned, with a button that undoes it. */
export function AcceptedNotice({ accepted }: { readonly accepted: AcceptedExamples }): ReactElement {
  const words = useWords();
  const { learning } = useServices();
  const [, navigate] = useLocation();
  const [, change] = usePreferences();
  const { pack, before } = accepted;
  const activate = useActivateVersion(pack.id);
  const undo = (): void => {
    learning.discard();
    if (before.packId === pack.id) activate.mutate(before.version);
    else {
      change({ packId: before.packId });
      navigate('/');
    }
  };
  const inspect = (): void => {
    change({ packId: pack.id });
    learning.discard();
    navigate('/');
  };
  return (
    <>
      <Notice
        tone="ok"
        role="status"
        title={words.say('learn.acceptedTitle', {
          pack: textIn(pack.title, words.locale.tag),
          version: pack.version,
        })}
        actions={
          <>
            <Button look="primary" icon="inspect" onClick={inspect}>
              {words.say('learn.inspect')}
            </Button>
            <Button icon="undo" onClick={undo}>
              {words.say('learn.undo')}
            </Button>
          </>
        }
      >
        {words.say('learn.accepted', { count: accepted.examples })}
      </Notice>
      {activate.error === null ? null : <FaultNotice fault={describeStorageFault(words, activate.error.fault)} />}
    </>
  );
}
