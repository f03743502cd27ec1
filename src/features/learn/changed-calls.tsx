import type { ReactElement } from 'react';
import type { ChangedCall } from '../../domain/learning-report';
import type { Pack } from '../../domain/pack';
import type { RasterRef } from '../../domain/record';
import type { LearningPreview } from '../../services/preview-learning';
import { PictureRow } from '../../ui/picture-row';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';
import { inspectionLink } from '../summary-row';
import { StoredThumbnail } from '../stored-thumbnail';
import { levelTitleOf } from './learning-text';

type Direction = 'toFaulty' | 'toNormal' | 'toPlace' | 'toLevel';

const directions: readonly Direction[] = ['toFaulty', 'toNormal', 'toPlace', 'toLevel'];

/** Earlier verdicts that would change, by direction; each leads to its result. */
export function ChangedCalls({ preview }: { readonly preview: LearningPreview }): ReactElement {
  const words = useWords();
  const { report, overview, thumbnails } = preview;
  return (
    <>
      {directions.map((direction) => {
        const changes = report.changes.filter((change) => directionOf(change) === direction);
        if (changes.length === 0) return null;
        const title = words.say(`learn.${direction}`, { count: changes.length });
        return (
          <section key={direction} className="stack-tight" aria-label={title}>
            <h3>{title}</h3>
            <ul className="example-list">
              {changes.map((change) => (
                <ChangeRow
                  key={change.recordId}
                  change={change}
                  thumbnail={thumbnails.get(change.recordId)}
                  pack={overview.target.pack}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

function directionOf({ before, after }: ChangedCall): Direction {
  if (before.isAnomalous === after.isAnomalous)
    return before.missedPlaces === after.missedPlaces ? 'toLevel' : 'toPlace';
  return after.isAnomalous ? 'toFaulty' : 'toNormal';
}

function ChangeRow(props: {
  readonly change: ChangedCall;
  readonly thumbnail: RasterRef | undefined;
  readonly pack: Pack;
}): ReactElement {
  const words = useWords();
  const { change, thumbnail, pack } = props;
  const { before, after, recordId, name } = change;
  return (
    <PictureRow
      picture={thumbnail && <StoredThumbnail thumbnail={thumbnail} />}
      title={words.say('learn.change', {
        before: levelTitleOf(pack, before.level),
        after: levelTitleOf(pack, after.level),
        beforeScore: words.score(before.score),
        afterScore: words.score(after.score),
      })}
      support={saidText(words, change, pack)}
      note={name}
      link={inspectionLink(recordId)}
    />
  );
}

function saidText(words: Words, { said, after }: ChangedCall, pack: Pack): string {
  if (said === undefined) return words.say('learn.notSaid');
  const agrees = said.isAnomalous === after.isAnomalous && said.level === after.level;
  return agrees ? words.say('learn.agrees') : words.say('learn.disagrees', { level: levelTitleOf(pack, said.level) });
}
