import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { TeachPicture } from '../../domain/teaching';
import { BlobImage } from '../../ui/blob-image';
import { Button } from '../../ui/button';
import { useWords } from '../../ui/words-context';
import { useServices } from '../use-services';

/** The pictures of one kind as thumbnails; each can be removed or counted to the other kind. */
export function TeachPictureGrid(props: {
  readonly title: string;
  readonly pictures: readonly TeachPicture[];
}): ReactElement {
  return (
    <section className="stack-tight" aria-label={props.title}>
      <h2>{props.title}</h2>
      <ul className="teach-pictures">
        {props.pictures.map((picture) => (
          <Tile key={picture.order} picture={picture} />
        ))}
      </ul>
    </section>
  );
}

function Tile({ picture }: { readonly picture: TeachPicture }): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const { teachingId, order, fileName, label } = picture;
  const other = label === 'normal' ? 'faulty' : 'normal';
  return (
    <li className="teach-picture">
      <TeachThumbnail picture={picture} />
      <span className="small teach-picture-name">{fileName}</span>
      <span className="teach-picture-actions">
        <Button
          look="quiet"
          icon="switch"
          isIconOnly
          title={words.say(other === 'faulty' ? 'teach.markFaulty' : 'teach.markNormal', { file: fileName })}
          onClick={() => void teachings.relabel(teachingId, [order], other)}
        >
          {words.say(other === 'faulty' ? 'teach.markFaulty' : 'teach.markNormal', { file: fileName })}
        </Button>
        <RemovePicture picture={picture} />
      </span>
    </li>
  );
}

function RemovePicture({ picture }: { readonly picture: TeachPicture }): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const title = words.say('teach.removePicture', { file: picture.fileName });
  const remove = (): void => void teachings.removePictures(picture.teachingId, [picture.order]);
  return (
    <Button look="quiet" icon="trash" isIconOnly title={title} onClick={remove}>
      {title}
    </Button>
  );
}

/** Pictures as thumbnails, with their names or their labels. */
export function TeachPictures(props: {
  readonly pictures: readonly TeachPicture[];
  readonly canRemove?: boolean;
  readonly withLabel?: boolean;
}): ReactElement {
  return (
    <ul className="teach-pictures">
      {props.pictures.map((picture) => (
        <li key={picture.order} className="teach-picture">
          <TeachThumbnail picture={picture} />
          <span className="small teach-picture-name">
            {props.withLabel === true ? picture.label : picture.fileName}
          </span>
          {props.canRemove === true ? <RemovePicture picture={picture} /> : null}
        </li>
      ))}
    </ul>
  );
}

/** The thumbnail of a picture. Decorative: its name is next to it. */
export function TeachThumbnail({ picture }: { readonly picture: TeachPicture }): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const { teachingId, order } = picture;
  const { data: bytes } = useQuery({
    queryKey: ['teach-picture-thumbnail', teachingId, order],
    queryFn: () => teachings.thumbnail({ teachingId, order }),
    staleTime: Infinity,
    gcTime: 30_000,
  });
  if (bytes === null) return <span className="teach-picture-absent small quiet">{words.say('teach.noPreview')}</span>;
  return <BlobImage bytes={bytes} mime="image/jpeg" alt="" />;
}
