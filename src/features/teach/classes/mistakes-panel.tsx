import { useState, type ReactElement } from 'react';
import type { MisclassifiedPicture } from '../../../domain/teach-report';
import { teachPictureName, type TeachPicture } from '../../../domain/teaching';
import { Button } from '../../../ui/button';
import { ModalDialog } from '../../../ui/modal-dialog';
import { Panel } from '../../../ui/panel';
import { useWords } from '../../../ui/words-context';
import { useServices } from '../../use-services';
import { TeachThumbnail } from '../teach-picture-grid';
import { TeachPhoto } from './sort-pictures';

/** A mistake, with its picture. */
interface Mistake extends MisclassifiedPicture {
  readonly picture: TeachPicture;
}

const shownAtFirst = 12;

/** The misclassified pictures; a tap opens one, and a wrong label is corrected there. */
export function MistakesPanel(props: {
  readonly misclassified: readonly MisclassifiedPicture[];
  readonly pictures: readonly TeachPicture[];
}): ReactElement | null {
  const words = useWords();
  const [opened, setOpened] = useState<Mistake>();
  const [isWhole, setWhole] = useState(false);
  const byName = new Map(props.pictures.map((picture) => [teachPictureName(picture), picture]));
  const mistakes = props.misclassified.flatMap((each): readonly Mistake[] => {
    const picture = byName.get(each.name);
    return picture === undefined ? [] : [{ ...each, picture }];
  });
  if (mistakes.length === 0) return null;
  const shown = isWhole ? mistakes : mistakes.slice(0, shownAtFirst);
  return (
    <Panel title={words.say('classes.mistakesTitle', { count: mistakes.length })}>
      <p className="small quiet">{words.say('classes.mistakesWhy')}</p>
      <ul className="teach-pictures">
        {shown.map((mistake) => (
          <MistakeTile key={mistake.name} mistake={mistake} onOpen={() => setOpened(mistake)} />
        ))}
      </ul>
      {shown.length === mistakes.length ? null : (
        <Button look="quiet" onClick={() => setWhole(true)}>
          {words.say('classes.showAll', { count: mistakes.length })}
        </Button>
      )}
      {opened === undefined ? null : <OpenMistake mistake={opened} onClose={() => setOpened(undefined)} />}
    </Panel>
  );
}

function MistakeTile({ mistake, onOpen }: { readonly mistake: Mistake; readonly onOpen: () => void }): ReactElement {
  const words = useWords();
  const { picture, label, found } = mistake;
  const isMoved = picture.label !== label;
  return (
    <li className="teach-picture">
      <button
        type="button"
        className="teach-picture-open"
        aria-label={words.say('classes.openMistake', { file: picture.fileName, label, found })}
        onClick={onOpen}
      >
        <TeachThumbnail picture={picture} />
        <span className="small teach-picture-words">
          {isMoved
            ? words.say('classes.mistakeMoved', { found: picture.label })
            : words.say('classes.mistake', { label, found })}
        </span>
      </button>
    </li>
  );
}

function OpenMistake({ mistake, onClose }: { readonly mistake: Mistake; readonly onClose: () => void }): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const { picture, label, found, confidence } = mistake;
  const choose = (name: string): void => {
    onClose();
    void teachings.relabel(picture.teachingId, [picture.order], name);
  };
  return (
    <ModalDialog title={picture.fileName} close={words.say('classes.close')} onClose={onClose}>
      <TeachPhoto picture={picture} />
      <p>{words.say('classes.mistakeSure', { label, found, percent: words.percent(confidence) })}</p>
      <div className="class-buttons">
        <Button size="large" onClick={() => choose(label)}>
          {words.say('classes.mistakeKeep', { label })}
        </Button>
        <Button size="large" onClick={() => choose(found)}>
          {words.say('classes.mistakeMove', { found })}
        </Button>
      </div>
    </ModalDialog>
  );
}
