import type { ReactElement } from 'react';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { useWords } from '../../ui/words-context';
import { describeStorageFault } from '../../words/fault-text';
import { FaultNotice } from '../fault-notice';
import type { Deletion } from './use-inspection';

/** Deletes the inspection after a question. */
export function DeleteButton(props: { readonly id: string; readonly deletion: Deletion }): ReactElement {
  const words = useWords();
  const { remove, fault } = props.deletion;
  return (
    <>
      <ConfirmDialog
        trigger={{ words: words.say('result.remove'), look: 'danger' }}
        title={words.say('result.removeTitle')}
        question={words.say('result.removeQuestion')}
        yes={words.say('result.remove')}
        no={words.say('result.keep')}
        onYes={() => remove(props.id)}
      />
      {fault === undefined ? null : <FaultNotice fault={describeStorageFault(words, fault)} />}
    </>
  );
}
