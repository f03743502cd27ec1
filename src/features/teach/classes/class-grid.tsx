import { useState, type ReactElement } from 'react';
import { teachPictureName, type TeachPicture } from '../../../domain/teaching';
import { Button } from '../../../ui/button';
import { ModalDialog } from '../../../ui/modal-dialog';
import { useWords } from '../../../ui/words-context';
import { useServices } from '../../use-services';
import { TeachThumbnail } from '../teach-picture-grid';
import { TeachPhoto } from './sort-pictures';

/** More thumbnails would slow a phone down. */
const shownAtFirst = 12;

/** Pictures of one class. A tap opens a picture, with the other classes. */
export function ClassGrid(props: {
  readonly title: string;
  readonly pictures: readonly TeachPicture[];
  readonly classes: readonly string[];
}): ReactElement {
  const words = useWords();
  const { title, pictures } = props;
  const [isWhole, setWhole] = useState(false);
  const [opened, setOpened] = useState<number>();
  const shown = isWhole ? pictures : pictures.slice(0, shownAtFirst);
  const picture = pictures.find(({ order }) => order === opened);
  return (
    <section className="stack-tight" aria-label={title}>
      <h2>{title}</h2>
      <ul className="teach-pictures">
        {shown.map((each) => (
          <li key={each.order} className="teach-picture">
            <button
              type="button"
              className="teach-picture-open"
              aria-label={words.say('classes.otherClass', { file: each.fileName })}
              onClick={() => setOpened(each.order)}
            >
              <TeachThumbnail picture={each} />
              <span className="small teach-picture-name">{each.fileName}</span>
            </button>
          </li>
        ))}
      </ul>
      {shown.length === pictures.length ? null : (
        <Button look="quiet" onClick={() => setWhole(true)}>
          {words.say('classes.showAll', { count: pictures.length })}
        </Button>
      )}
      {picture === undefined ? null : (
        <OpenPicture
          key={teachPictureName(picture)}
          picture={picture}
          classes={props.classes}
          onClose={() => setOpened(undefined)}
        />
      )}
    </section>
  );
}

/** One picture with a button per class. */
function OpenPicture(props: {
  readonly picture: TeachPicture;
  readonly classes: readonly string[];
  readonly onClose: () => void;
}): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const { picture, onClose } = props;
  const { teachingId, order, fileName, label } = picture;
  const choose = (name: string): void => {
    onClose();
    void teachings.relabel(teachingId, [order], name);
  };
  const remove = (): void => {
    onClose();
    void teachings.removePictures(teachingId, [order]);
  };
  return (
    <ModalDialog
      title={words.say('classes.classOf', { file: fileName })}
      close={words.say('classes.close')}
      onClose={onClose}
      actions={
        <Button look="quiet" icon="trash" onClick={remove}>
          {words.say('classes.removeShort')}
        </Button>
      }
    >
      <TeachPhoto picture={picture} />
      <div className="class-buttons">
        {props.classes.map((name) => (
          <Button key={name} size="large" look={name === label ? 'primary' : 'plain'} onClick={() => choose(name)}>
            {name}
          </Button>
        ))}
      </div>
    </ModalDialog>
  );
}
