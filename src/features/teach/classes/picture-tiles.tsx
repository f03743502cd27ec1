import type { ReactElement } from 'react';
import type { TeachPicture } from '../../../domain/teaching';
import { Button } from '../../../ui/button';
import { useWords } from '../../../ui/words-context';
import { useServices } from '../../use-services';
import { LessonImage } from '../lesson-grid';

/** A row of pictures that can be removed. */
export function PictureTiles(props: {
  readonly pictures: readonly TeachPicture[];
  readonly canRemove: boolean;
  readonly withLabel?: boolean;
}): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  return (
    <ul className="lessons">
      {props.pictures.map((picture) => (
        <li key={picture.order} className="lesson">
          <LessonImage picture={picture} />
          <span className="small lesson-name">{props.withLabel === true ? picture.label : picture.fileName}</span>
          {props.canRemove ? (
            <Button
              look="quiet"
              icon="trash"
              isIconOnly
              title={words.say('teach.removePicture', { file: picture.fileName })}
              onClick={() => void teachings.removePictures(picture.teachingId, [picture.order])}
            >
              {words.say('teach.removePicture', { file: picture.fileName })}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
