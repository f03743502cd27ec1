import { useEffect, useRef, type ReactElement } from 'react';
import type { AnomalyBox, AnomalyVerdict } from '../../domain/inspection';
import { likelyKinds } from '../../domain/likely-kinds';
import { Answer } from '../../ui/answer';
import { Chip } from '../../ui/chip';
import { Panel } from '../../ui/panel';
import { RichText } from '../../ui/rich-text';
import { ScoreScale } from '../../ui/score-scale';
import { ItemList, ListItem } from '../../ui/item-list';
import { actionText, anomalyTone } from '../../words/verdict-text';
import type { RegionChoice } from './use-region-choice';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';

/** The severity level, the action and the score, as the main answer. */
export function AnomalyAnswer({ anomaly }: { readonly anomaly: AnomalyVerdict }): ReactElement {
  const words = useWords();
  return (
    <Answer tone={anomalyTone(anomaly)} answer={anomaly.levelTitle} support={actionText(words, anomaly.action)}>
      <AnomalyScore anomaly={anomaly} />
    </Answer>
  );
}

/** The anomaly verdict next to a grade, less prominent. */
export function AnomalyPanel({ anomaly }: { readonly anomaly: AnomalyVerdict }): ReactElement {
  const words = useWords();
  return (
    <Panel title={words.say('result.spots')} aside={<Chip tone={anomalyTone(anomaly)}>{anomaly.levelTitle}</Chip>}>
      <div className={`tone-${anomalyTone(anomaly)}`}>
        <AnomalyScore anomaly={anomaly} />
      </div>
    </Panel>
  );
}

function AnomalyScore({ anomaly }: { readonly anomaly: AnomalyVerdict }): ReactElement {
  const words = useWords();
  const kinds = likelyKinds(anomaly.boxes).map(({ title, confidence }) =>
    words.say('result.likelyKind', { kind: title, confidence: words.percent(confidence) }),
  );
  return (
    <div className="stack-tight">
      <p>
        <RichText text={words.say('result.score', { score: words.score(anomaly.score) })} strongClass="score-number" />
      </p>
      <p className="small">{anomaly.isAnomalous ? words.say('result.over') : words.say('result.under')}</p>
      <ScoreScale score={anomaly.score} />
      {kinds.length === 0 ? null : <p>{words.say('result.likelyKinds', { kinds: words.list(kinds) })}</p>}
    </div>
  );
}

function noteOf(words: Words, { x, y, width, height, category }: AnomalyBox): string {
  const place = { x, y, width, height };
  if (category === undefined) return words.say('result.regionPlace', place);
  const confidence = words.percent(category.confidence);
  return words.say('result.regionKind', { ...place, category: category.title, confidence });
}

/** The marked regions with their scores. */
export function BoxList({
  boxes,
  region,
}: {
  readonly boxes: readonly AnomalyBox[];
  readonly region: RegionChoice;
}): ReactElement {
  const words = useWords();
  const list = useRef<HTMLDivElement>(null);
  const { fromPicture } = region;
  useEffect(() => {
    if (fromPicture !== undefined) list.current?.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
  }, [fromPicture]);
  if (boxes.length === 0) {
    return (
      <Panel title={words.say('result.regions')}>
        <p className="quiet">{words.say('result.noRegions')}</p>
      </Panel>
    );
  }
  return (
    <Panel title={words.say('result.regions')}>
      <div ref={list}>
        <ItemList>
          {boxes.map((box, index) => (
            <ListItem
              key={`${box.x},${box.y},${box.width},${box.height}`}
              title={
                <button
                  type="button"
                  className="region-link"
                  aria-pressed={region.chosen === index + 1}
                  title={words.say('result.showRegion')}
                  onClick={() => region.chooseInList(index + 1)}
                >
                  {words.say('result.region', { number: index + 1 })}
                </button>
              }
              note={noteOf(words, box)}
            >
              <Chip tone={anomalyTone({ action: box.action, isAnomalous: true })}>
                {words.say('result.regionScore', { level: box.levelTitle, score: words.score(box.score) })}
              </Chip>
            </ListItem>
          ))}
        </ItemList>
      </div>
    </Panel>
  );
}
