import type { ReactElement, ReactNode } from 'react';
import type { Pack } from '../../domain/pack';
import type { ExampleItem } from '../../services/learning-overview';
import { FileName } from '../../ui/file-name';
import { PictureRow } from '../../ui/picture-row';
import { useWords } from '../../ui/words-context';
import { personText } from '../../words/correction-text';
import { inspectionLink } from '../summary-row';
import { StoredThumbnail } from '../stored-thumbnail';
import { learningText } from './learning-text';

/** A correction: its picture, what is learned from it, and the person. Links to the result. */
export function ExampleRow(props: {
  readonly item: ExampleItem;
  readonly pack: Pack;
  readonly start?: ReactNode;
  readonly badge?: ReactNode;
}): ReactElement {
  const words = useWords();
  const { example, record, correction } = props.item;
  return (
    <PictureRow
      start={props.start}
      picture={<StoredThumbnail thumbnail={record.thumbnail} />}
      title={learningText(words, example, props.pack)}
      support={personText(words, correction)}
      note={<FileName name={record.fileName} />}
      badge={props.badge}
      link={inspectionLink(record.id)}
    />
  );
}
