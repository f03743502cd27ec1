import { useSyncExternalStore, type ReactElement } from 'react';
import { Button } from '../../ui/button';
import { useWords } from '../../ui/words-context';
import { describeStorageFault } from '../../words/fault-text';
import { FaultNotice } from '../fault-notice';
import { useServices } from '../use-services';

/** What will be deleted, with a button that undoes it. */
export function UndoNotice(): ReactElement {
  const words = useWords();
  const { deletions } = useServices();
  const { ids, fault } = useSyncExternalStore(deletions.subscribe, deletions.pending);
  return (
    <div className="undo-notice" role="status">
      {fault === undefined ? null : <FaultNotice fault={describeStorageFault(words, fault)} />}
      {ids.size === 0 ? null : (
        <div className="undo-notice-box">
          <span>{words.say('history.deleting', { count: ids.size })}</span>
          <Button look="primary" onClick={deletions.undo}>
            {words.say('history.undo')}
          </Button>
          <Button look="quiet" onClick={() => void deletions.commit()}>
            {words.say('history.deleteNow')}
          </Button>
        </div>
      )}
    </div>
  );
}
