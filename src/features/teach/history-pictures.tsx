import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactElement, type ReactNode } from 'react';
import type { NewPicture } from '../../services/inspect-queue-state';
import type { HistoryPage } from '../../domain/history';
import { toggled } from '../../domain/toggled';
import { Button } from '../../ui/button';
import { ModalDialog } from '../../ui/modal-dialog';
import { useWords } from '../../ui/words-context';
import { queryKeys } from '../local-queries';
import { storedPicture } from '../../services/stored-picture';
import { StoredThumbnail } from '../stored-thumbnail';
import { useServices } from '../use-services';

export type HistorySummary = HistoryPage['summaries'][number];

/** Chooses pictures of saved inspections. Their stored photo is learned, not the original file. */
export function HistoryPictures(props: {
  readonly onAdd: (pictures: readonly NewPicture[]) => Promise<void>;
  readonly onClose: () => void;
}): ReactElement {
  const words = useWords();
  const { inspections } = useServices();
  return (
    <HistoryDialog
      title={words.say('teach.historyTitle')}
      none={words.say('teach.historyNone')}
      pageSize={30}
      onClose={props.onClose}
      onChosen={(chosen) => void props.onAdd(chosen.map((summary) => storedPicture(summary, inspections)))}
    />
  );
}

interface HistoryDialogProps {
  readonly title: string;
  /** Where no inspection is listed. */
  readonly none: string;
  readonly pageSize: number;
  /** All by default. */
  readonly isListed?: (summary: HistorySummary) => boolean;
  readonly noteOf?: (summary: HistorySummary) => string;
  /** Above the list. */
  readonly filter?: ReactNode;
  /** The words of a button that chooses all that are listed. */
  readonly chooseAll?: string;
  readonly onChosen: (chosen: readonly HistorySummary[]) => void;
  readonly onClose: () => void;
}

/** The newest saved inspections as pictures to tick. Closes before it hands over those that were chosen. */
export function HistoryDialog(props: HistoryDialogProps): ReactElement {
  const words = useWords();
  const { isListed = () => true, pageSize, chooseAll } = props;
  const [limit, setLimit] = useState(pageSize);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const page = useNewest(limit);
  const listed = page?.summaries.filter(isListed) ?? [];
  const add = (): void => {
    props.onClose();
    props.onChosen(listed.filter(({ id }) => chosen.has(id)));
  };
  return (
    <ModalDialog
      title={props.title}
      close={words.say('teach.close')}
      onClose={props.onClose}
      actions={
        <Button look="primary" disabled={chosen.size === 0} onClick={add}>
          {words.say('teach.historyAdd', { count: chosen.size })}
        </Button>
      }
    >
      <div className="teach-history">
        {props.filter}
        {page !== undefined && listed.length === 0 ? <p>{props.none}</p> : null}
        {chooseAll === undefined || listed.length === 0 ? null : (
          <Button look="quiet" onClick={() => setChosen(new Set(listed.map(({ id }) => id)))}>
            {chooseAll}
          </Button>
        )}
        <ul className="teach-pictures">
          {listed.map((summary) => (
            <Choice
              key={summary.id}
              summary={summary}
              note={props.noteOf?.(summary)}
              isChosen={chosen.has(summary.id)}
              onToggle={() => setChosen(toggled(chosen, summary.id))}
            />
          ))}
        </ul>
        {page?.next === undefined ? null : (
          <Button look="quiet" onClick={() => setLimit(limit + pageSize)}>
            {words.say('teach.historyMore')}
          </Button>
        )}
      </div>
    </ModalDialog>
  );
}

/** Undefined until it is read. */
function useNewest(limit: number): HistoryPage | undefined {
  const { history } = useServices();
  const { data: page } = useQuery({
    queryKey: [...queryKeys.history, 'to-teach', limit],
    queryFn: () => history.page({ filter: {}, sort: 'newest' }, { limit }),
    placeholderData: keepPreviousData,
  });
  return page;
}

function Choice(props: {
  readonly summary: HistorySummary;
  readonly note: string | undefined;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
}): ReactElement {
  const { summary, note } = props;
  return (
    <li>
      <label className="teach-picture teach-pick">
        <input type="checkbox" className="covering-input" checked={props.isChosen} onChange={props.onToggle} />
        <StoredThumbnail thumbnail={summary.thumbnail} />
        <span className="small teach-picture-name">{summary.fileName}</span>
        {note === undefined ? null : <span className="small teach-picture-name">{note}</span>}
      </label>
    </li>
  );
}
