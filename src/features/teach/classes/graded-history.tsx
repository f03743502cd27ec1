import { useState, type ReactElement } from 'react';
import type { GivenPicture } from '../../../services/add-teach-pictures';
import { CheckField } from '../../../ui/form-field';
import { useWords } from '../../../ui/words-context';
import { useServices } from '../../use-services';
import { storedPicture } from '../../../services/stored-picture';
import { HistoryDialog, type HistorySummary } from '../history-pictures';
import { classNameLimit } from './class-names';

/** Chooses graded pictures of saved inspections: the grade, as a person corrected it, is the class. */
export function GradedHistory(props: {
  readonly onAdd: (pictures: readonly GivenPicture[]) => Promise<void>;
  readonly onClose: () => void;
}): ReactElement {
  const words = useWords();
  const { inspections } = useServices();
  const [isReviewedOnly, setReviewedOnly] = useState(true);
  const withClass = (summary: HistorySummary): GivenPicture => ({
    ...storedPicture(summary, inspections),
    label: labelOf(summary),
  });
  return (
    <HistoryDialog
      title={words.say('classes.historyTitle')}
      none={words.say('classes.historyNone')}
      pageSize={60}
      isListed={(summary) => isGraded(summary, isReviewedOnly)}
      noteOf={(summary) => words.say('classes.historyGrade', { label: labelOf(summary) })}
      filter={
        <CheckField
          label={words.say('classes.historyOnlyCorrected')}
          checked={isReviewedOnly}
          onChange={(event) => setReviewedOnly(event.currentTarget.checked)}
        />
      }
      chooseAll={words.say('classes.historyAll')}
      onClose={props.onClose}
      onChosen={(chosen) => void props.onAdd(chosen.map(withClass))}
    />
  );
}

/** A summary has the verdict as corrected. */
function isGraded({ grade, refused, review }: HistorySummary, isReviewedOnly: boolean): boolean {
  return grade !== undefined && !grade.refused && refused === undefined && (!isReviewedOnly || review !== undefined);
}

function labelOf({ grade }: HistorySummary): string {
  return (grade?.title ?? '').trim().slice(0, classNameLimit);
}
