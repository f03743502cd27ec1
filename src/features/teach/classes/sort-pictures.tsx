import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactElement } from 'react';
import type { TeachPicture } from '../../../domain/teaching';
import { BlobImage } from '../../../ui/blob-image';
import { Button } from '../../../ui/button';
import { ModalDialog } from '../../../ui/modal-dialog';
import { useWords } from '../../../ui/words-context';
import { useServices } from '../../use-services';

/** Shows one picture after another with a button per class, in reach of both thumbs; the keys 1 to 9 do the same. */
export function SortPictures(props: {
  /** As they were when sorting began: those that get a class stay in the list. */
  readonly pictures: readonly TeachPicture[];
  readonly classes: readonly string[];
  readonly onClose: () => void;
}): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const { pictures, classes } = props;
  const [at, setAt] = useState(0);
  const picture = pictures[at];
  const choose = (name: string): void => {
    if (picture === undefined) return;
    void teachings.relabel(picture.teachingId, [picture.order], name);
    setAt(at + 1);
  };
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent): void => {
      const name = /^[1-9]$/.test(key) ? classes[Number(key) - 1] : undefined;
      if (name !== undefined) choose(name);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  return (
    <ModalDialog
      title={words.say('classes.sortTitle')}
      close={words.say('classes.close')}
      onClose={props.onClose}
      actions={
        <>
          <Button look="quiet" disabled={at === 0} onClick={() => setAt(at - 1)}>
            {words.say('classes.sortBack')}
          </Button>
          <Button look="quiet" disabled={picture === undefined} onClick={() => setAt(at + 1)}>
            {words.say('classes.sortSkip')}
          </Button>
        </>
      }
    >
      {picture === undefined ? (
        <p role="status">{words.say('classes.sortDone')}</p>
      ) : (
        <>
          <p className="small quiet" role="status">
            {words.say('classes.sortLeft', { done: at + 1, total: pictures.length })} · {picture.fileName}
          </p>
          <TeachPhoto key={picture.order} picture={picture} />
          <div className="class-buttons">
            {classes.map((name) => (
              <Button key={name} size="large" onClick={() => choose(name)}>
                {name}
              </Button>
            ))}
          </div>
        </>
      )}
    </ModalDialog>
  );
}

/** The picture as large as the dialog allows. */
export function TeachPhoto({ picture }: { readonly picture: TeachPicture }): ReactElement {
  const { teachings } = useServices();
  const words = useWords();
  // A format that the browser does not show, or an unreadable file that was added before files were checked.
  const [isBroken, setBroken] = useState(false);
  const { teachingId, order, fileName } = picture;
  const { data: bytes } = useQuery({
    queryKey: ['teach-picture-file', teachingId, order],
    queryFn: async () => (await teachings.file({ teachingId, order })) ?? null,
    gcTime: 0,
  });
  return (
    <div className="class-picture">
      {isBroken ? (
        <p className="teach-picture-absent quiet">{words.say('teach.noPreview')}</p>
      ) : (
        <BlobImage bytes={bytes ?? undefined} mime="image/jpeg" alt={fileName} onError={() => setBroken(true)} />
      )}
    </div>
  );
}
