import type { ReactElement, ReactNode } from 'react';
import type { Pack } from '../../domain/pack';
import type { LessonItem } from '../../services/lesson-overview';
import { FileName } from '../../ui/file-name';
import { PictureRow } from '../../ui/picture-row';
import { useWords } from '../../ui/words-context';
import { personText } from '../../words/correction-text';
import { inspectionLink } from '../summary-row';
import { StoredThumbnail } from '../stored-thumbnail';
import { lessonText } from './lesson-text';

/** A correction: its picture, what is learned from it, and the person. Links to the result. */
export function LessonRow(props: {
  readonly item: LessonItem;
  readonly pack: Pack;
  readonly start?: ReactNode;
  readonly badge?: ReactNode;
}): ReactElement {
  const words = useWords();
  const { lesson, record, correction } = props.item;
  return (
    <PictureRow
      start={props.start}
      picture={<StoredThumbnail thumbnail={record.thumbnail} />}
      title={lessonText(words, lesson, props.pack)}
      support={personText(words, correction)}
      note={<FileName name={record.fileName} />}
      badge={props.badge}
      link={inspectionLink(record.id)}
    />
  );
}
