import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { TeachPicture } from '../../domain/teaching';
import { BlobImage } from '../../ui/blob-image';
import { Button } from '../../ui/button';
import { useWords } from '../../ui/words-context';
import { useServices } from '../use-services';

/** The pictures of one kind as thumbnails; each can be removed or counted to the other kind. */
export function LessonGrid(props: {
  readonly title: string;
  readonly pictures: readonly TeachPicture[];
}): ReactElement {
  return (
    <section className="stack-tight" aria-label={props.title}>
      <h2>{props.title}</h2>
      <ul className="lessons">
        {props.pictures.map((picture) => (
          <LessonTile key={picture.order} picture={picture} />
        ))}
      </ul>
    </section>
  );
}

function LessonTile({ picture }: { readonly picture: TeachPicture }): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const { teachingId, order, fileName, label } = picture;
  const other = label === 'normal' ? 'faulty' : 'normal';
  return (
    <li className="lesson">
      <LessonImage picture={picture} />
      <span className="small lesson-name">{fileName}</span>
      <span className="lesson-actions">
        <Button
          look="quiet"
          icon="switch"
          isIconOnly
          title={words.say(other === 'faulty' ? 'teach.markFaulty' : 'teach.markNormal', { file: fileName })}
          onClick={() => void teachings.relabel(teachingId, [order], other)}
        >
          {words.say(other === 'faulty' ? 'teach.markFaulty' : 'teach.markNormal', { file: fileName })}
        </Button>
        <Button
          look="quiet"
          icon="trash"
          isIconOnly
          title={words.say('teach.removePicture', { file: fileName })}
          onClick={() => void teachings.removePictures(teachingId, [order])}
        >
          {words.say('teach.removePicture', { file: fileName })}
        </Button>
      </span>
    </li>
  );
}

/** The thumbnail of a picture. Decorative: its name is next to it. */
export function LessonImage({ picture }: { readonly picture: TeachPicture }): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const { teachingId, order } = picture;
  const { data: bytes } = useQuery({
    queryKey: ['lesson-thumbnail', teachingId, order],
    queryFn: () => teachings.thumbnail({ teachingId, order }),
    staleTime: Infinity,
    gcTime: 30_000,
  });
  if (bytes === null) return <span className="lesson-absent small quiet">{words.say('teach.noPreview')}</span>;
  return <BlobImage bytes={bytes} mime="image/jpeg" alt="" />;
}
