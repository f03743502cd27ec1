import type { ReactElement } from 'react';
import { Button } from '../../ui/button';
import { useWords } from '../../ui/words-context';

export interface BulkActions {
  readonly assign: () => void;
  readonly confirm: () => void;
  readonly report: () => void;
  readonly export: () => void;
  readonly delete: () => void;
}

/** The actions on the selected pictures. */
export function SelectionBar(props: {
  readonly count: number;
  /** How many match the filters; undefined where it is not known. */
  readonly total: number | undefined;
  readonly isBusy: boolean;
  readonly actions: BulkActions;
  readonly onSelectAll: () => void;
  readonly onClear: () => void;
}): ReactElement {
  const words = useWords();
  const { count, total, actions, isBusy } = props;
  return (
    <div className="selection-bar" role="region" aria-label={words.say('history.selected', { count })}>
      <strong role="status">{words.say('history.selected', { count })}</strong>
      {total === undefined || total > count ? (
        <Button look="quiet" onClick={props.onSelectAll}>
          {total === undefined ? words.say('history.selectAll') : words.say('history.selectAllFound', { count: total })}
        </Button>
      ) : null}
      <span className="selection-bar-actions">
        <Button disabled={isBusy} icon="asset" onClick={actions.assign}>
          {words.say('history.assign')}
        </Button>
        <Button disabled={isBusy} icon="ok" onClick={actions.confirm}>
          {words.say('history.confirm')}
        </Button>
        <Button disabled={isBusy} icon="report" onClick={actions.report}>
          {words.say('history.report')}
        </Button>
        <Button disabled={isBusy} icon="download" onClick={actions.export}>
          {words.say('history.export')}
        </Button>
        <Button disabled={isBusy} look="danger" icon="trash" onClick={actions.delete}>
          {words.say('history.delete')}
        </Button>
      </span>
      <Button look="quiet" icon="close" isIconOnly onClick={props.onClear}>
        {words.say('history.clearSelection')}
      </Button>
    </div>
  );
}
