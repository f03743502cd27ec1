import { useState, type ReactElement } from 'react';
import type { InspectionSummary } from '../../domain/inspection-summary';
import { Button } from '../../ui/button';
import { Chip } from '../../ui/chip';
import { FileName } from '../../ui/file-name';
import { Panel } from '../../ui/panel';
import { PictureRow } from '../../ui/picture-row';
import { useWords } from '../../ui/words-context';
import { summariseVerdict } from '../../words/verdict-text';
import { inspectionLink } from '../summary-row';
import { StoredThumbnail } from '../stored-thumbnail';
import './assets.css';

const pageSize = 20;

/** The pictures of an asset, newest first, with the baseline marked. */
export function AssetPictures({ pictures }: { readonly pictures: readonly InspectionSummary[] }): ReactElement {
  const words = useWords();
  const [shown, setShown] = useState(pageSize);
  return (
    <Panel title={words.say('assets.pictures')} aside={words.say('assets.pictureCount', { count: pictures.length })}>
      {pictures.length === 0 ? <p className="quiet">{words.say('assets.noPictures')}</p> : null}
      <ul className="asset-pictures">
        {pictures.slice(0, shown).map((picture) => (
          <AssetPicture key={picture.id} picture={picture} />
        ))}
      </ul>
      {pictures.length > shown ? (
        <Button onClick={() => setShown(shown + pageSize)}>{words.say('assets.more')}</Button>
      ) : null}
    </Panel>
  );
}

function AssetPicture({ picture }: { readonly picture: InspectionSummary }): ReactElement {
  const words = useWords();
  const { id, thumbnail, takenAt, fileName, purpose } = picture;
  const { answer, support, tone } = summariseVerdict(words, picture);
  return (
    <PictureRow
      picture={<StoredThumbnail thumbnail={thumbnail} />}
      title={answer}
      tone={tone}
      support={support}
      badge={
        purpose === undefined ? null : (
          <span>
            <Chip tone="info" icon={purpose === 'baseline' ? 'pin' : 'history'}>
              {words.say(`assets.${purpose}`)}
            </Chip>
          </span>
        )
      }
      note={
        <>
          {words.dateTime(takenAt)} <FileName name={fileName} />
        </>
      }
      link={inspectionLink(id)}
    />
  );
}
