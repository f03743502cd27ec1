import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { HistoryPage } from '../../../domain/history';
import type { NewLesson } from '../../../services/add-lessons';
import { Button } from '../../../ui/button';
import { CheckField } from '../../../ui/form-field';
import { ModalDialog } from '../../../ui/modal-dialog';
import { useWords } from '../../../ui/words-context';
import { StoredThumbnail } from '../../stored-thumbnail';
import { useServices } from '../../use-services';
import { lessonFrom } from '../history-lessons';
import { classNameLimit } from './class-names';

type Summary = HistoryPage['summaries'][number];

const shownAtFirst = 60;

/** Chooses graded pictures of saved inspections: the grade, as a person corrected it, is the class. */
export function GradedHistory(props: {
  readonly onAdd: (lessons: readonly NewLesson[]) => Promise<void>;
  readonly onClose: () => void;
}): ReactElement {
  const words = useWords();
  const { history, inspections } = useServices();
  const [limit, setLimit] = useState(shownAtFirst);
  const [isReviewedOnly, setReviewedOnly] = useState(true);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { data: page } = useQuery({
    queryKey: ['inspections', 'graded-lessons', limit],
    queryFn: () => history.page({ filter: {}, sort: 'newest' }, { limit }),
    placeholderData: keepPreviousData,
  });
  const shown = (page?.summaries ?? []).filter((summary) => isGraded(summary, isReviewedOnly));
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const add = (): void => {
    const picked = shown.filter(({ id }) => chosen.has(id));
    props.onClose();
    void props.onAdd(picked.map((summary) => ({ ...lessonFrom(summary, inspections), label: labelOf(summary) })));
  };
  return (
    <ModalDialog
      title={words.say('classes.historyTitle')}
      close={words.say('teach.close')}
      onClose={props.onClose}
      actions={
        <Button look="primary" disabled={chosen.size === 0} onClick={add}>
          {words.say('teach.historyAdd', { count: chosen.size })}
        </Button>
      }
    >
      <div className="teach-history">
        <CheckField
          label={words.say('classes.historyOnlyCorrected')}
          checked={isReviewedOnly}
          onChange={(event) => setReviewedOnly(event.currentTarget.checked)}
        />
        {shown.length === 0 ? <p>{words.say('classes.historyNone')}</p> : null}
        {shown.length === 0 ? null : (
          <Button look="quiet" onClick={() => setChosen(new Set(shown.map(({ id }) => id)))}>
            {words.say('classes.historyAll')}
          </Button>
        )}
        <ul className="lessons">
          {shown.map((summary) => (
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
                <span className="small lesson-name">
                  {words.say('classes.historyGrade', { label: labelOf(summary) })}
                </span>
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

/** A summary has the verdict as corrected. */
function isGraded(summary: Summary, isReviewedOnly: boolean): boolean {
  const { grade, refused, review } = summary;
  return grade !== undefined && !grade.refused && refused === undefined && (!isReviewedOnly || review !== undefined);
}

function labelOf({ grade }: Summary): string {
  return (grade?.title ?? '').trim().slice(0, classNameLimit);
}
