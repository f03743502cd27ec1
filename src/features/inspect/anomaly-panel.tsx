import type { ReactElement } from 'react';
import type { AnomalyBox, AnomalyVerdict } from '../../domain/inspection';
import { likelyKinds } from '../../domain/likely-kinds';
import { Answer } from '../../ui/answer';
import { Chip } from '../../ui/chip';
import { formatScore } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { ScoreScale } from '../../ui/score-scale';
import { Shelf, ShelfItem } from '../../ui/shelf';
import { actionInWords, anomalyTone } from '../../ui/verdict-words';
import { resultWords as words } from './result-words';

/** The level, what to do, and the score on its scale: as the main answer of a thermal picture. */
export function AnomalyAnswer({ anomaly }: { readonly anomaly: AnomalyVerdict }): ReactElement {
  return (
    <Answer tone={anomalyTone(anomaly)} answer={anomaly.levelTitle} support={actionInWords(anomaly.action)}>
      <AnomalyScore anomaly={anomaly} />
    </Answer>
  );
}

/** The same beside a grade: what disturbs the sheet, in a smaller voice. */
export function AnomalyPanel({ anomaly }: { readonly anomaly: AnomalyVerdict }): ReactElement {
  return (
    <Panel title={words.spots} aside={<Chip tone={anomalyTone(anomaly)}>{anomaly.levelTitle}</Chip>}>
      <div className={`tone-${anomalyTone(anomaly)}`}>
        <AnomalyScore anomaly={anomaly} />
      </div>
    </Panel>
  );
}

function AnomalyScore({ anomaly }: { readonly anomaly: AnomalyVerdict }): ReactElement {
  const kinds = likelyKinds(anomaly.boxes.map(({ category }) => category));
  return (
    <div className="stack-tight">
      <p>
        {words.score} <strong className="score-number">{formatScore(anomaly.score)}</strong> {words.ofHundred}
        {' · '}
        {anomaly.isAnomalous ? words.over : words.under}
      </p>
      <ScoreScale score={anomaly.score} threshold={words.threshold} />
      {kinds.length === 0 ? null : <p>{words.marked(kinds)}</p>}
    </div>
  );
}

function noteOf({ x, y, width, height, category }: AnomalyBox): string {
  const where = words.boxWhere(x, y, width, height);
  return category === undefined ? where : `${words.boxKind(category.title, category.confidence)} · ${where}`;
}

/** The marked regions with their scores. */
export function BoxList({ boxes }: { readonly boxes: readonly AnomalyBox[] }): ReactElement {
  if (boxes.length === 0) {
    return (
      <Panel title={words.boxes}>
        <p className="quiet">{words.noBoxes}</p>
      </Panel>
    );
  }
  return (
    <Panel title={words.boxes}>
      <Shelf>
        {boxes.map((box, index) => (
          <ShelfItem
            key={`${box.x},${box.y},${box.width},${box.height}`}
            title={words.box(index + 1)}
            note={noteOf(box)}
          >
            <Chip tone={anomalyTone({ action: box.action, isAnomalous: true })}>
              {box.levelTitle} · {formatScore(box.score)}
            </Chip>
          </ShelfItem>
        ))}
      </Shelf>
    </Panel>
  );
}
