import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { NewPicture } from '../../services/inspect-queue-state';
import type { InspectionService } from '../../services/inspection-service';
import type { HistoryPage } from '../../domain/history';
import { fail, succeed } from '../../domain/result';
import { Button } from '../../ui/button';
import { ModalDialog } from '../../ui/modal-dialog';
import { useWords } from '../../ui/words-context';
import { StoredThumbnail } from '../stored-thumbnail';
import { useServices } from '../use-services';

const shownAtFirst = 30;

/** Chooses pictures of saved inspections. Their stored photo is learned, not the original file. */
export function HistoryLessons(props: {
  readonly onAdd: (pictures: readonly NewPicture[]) => Promise<void>;
  readonly onClose: () => void;
}): ReactElement {
  const words = useWords();
  const { history, inspections } = useServices();
  const [limit, setLimit] = useState(shownAtFirst);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { data: page } = useQuery({
    queryKey: ['inspections', 'lessons', limit],
    queryFn: () => history.page({ filter: {}, sort: 'newest' }, { limit }),
    placeholderData: keepPreviousData,
  });
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const add = (): void => {
    const picked = page?.summaries.filter(({ id }) => chosen.has(id)) ?? [];
    props.onClose();
    void props.onAdd(picked.map((summary) => lessonFrom(summary, inspections)));
  };
  return (
    <ModalDialog
      title={words.say('teach.historyTitle')}
      close={words.say('teach.close')}
      onClose={props.onClose}
      actions={
        <Button look="primary" disabled={chosen.size === 0} onClick={add}>
          {words.say('teach.historyAdd', { count: chosen.size })}
        </Button>
      }
    >
      <div className="teach-history">
        {page?.summaries.length === 0 ? <p>{words.say('teach.historyNone')}</p> : null}
        <ul className="lessons">
          {page?.summaries.map((summary) => (
            <li key={summary.id}>
              <label className="lesson teach-pick">
                <input
                  type="checkbox"
                  className="covering-input"
                  checked={chosen.has(summary.id)}
                  onChange={() => toggle(summary.id)}
                />
                <StoredThumbnail thumbnail={summary.thumbnail} />
                <span className="small lesson-name">{summary.fileName}</span>
              </label>
            </li>
          ))}
        </ul>
        {page?.next === undefined ? null : (
          <Button look="quiet" onClick={() => setLimit(limit + shownAtFirst)}>
            {words.say('teach.historyMore')}
          </Button>
        )}
      </div>
    </ModalDialog>
  );
}

/** The stored photo of an inspection as a picture to add. */
export function lessonFrom(
  { id, fileName }: Pick<HistoryPage['summaries'][number], 'id' | 'fileName'>,
  inspections: Pick<InspectionService, 'byId' | 'read'>,
): NewPicture {
  const read = async () => {
    const record = await inspections.byId(id);
    if (record === undefined) return fail({ kind: 'file-missing' } as const);
    const photo = await inspections.read(record.photo);
    return photo.ok ? succeed(photo.value) : fail({ kind: 'file-unreadable', detail: photo.fault.kind } as const);
  };
  return { file: { read }, fileName, source: 'file' };
}
