import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { FileName } from '../../ui/file-name';
import { ToneIcon } from '../../ui/tone-icon';
import { useWords } from '../../ui/words-context';
import { StateChip } from '../delivery-chip';
import { shownDeliveryState } from '../delivery-text';
import { MapThumbnail } from './map-thumbnail';
import { SelectBox, shortReview, type PictureProps } from './picture-card';
import { factsOf } from './picture-facts';
import { usePictureActions } from './use-picture-actions';

/** A picture in the table of a desktop. `rowIndex` counts from 2: the first row has the titles of the columns. */
export function PictureTableRow(props: PictureProps & { readonly asset: string }): ReactElement {
  const words = useWords();
  const { summary, place, device } = props;
  const facts = factsOf(words, summary);
  const handlers = usePictureActions(props.actions, summary.id, place);
  const isKnown = device !== undefined && device.phase !== 'none';
  return (
    <>
      <span role="cell">
        <SelectBox {...props} />
      </span>
      <span role="cell" className="history-cell-picture">
        <Link
          href={props.href}
          className="history-cell-link"
          data-place={place}
          tabIndex={props.isCurrent ? 0 : -1}
          draggable={false}
          {...handlers}
        >
          <MapThumbnail {...props} />
          <FileName name={summary.fileName} />
        </Link>
      </span>
      <span role="cell" className={`history-cell-answer tone-${facts.tone}`} title={facts.support}>
        <ToneIcon tone={facts.tone} size={18} />
        <span>{facts.answer}</span>
      </span>
      <span role="cell" className="history-cell-number">
        {facts.score}
      </span>
      <span role="cell">{props.asset}</span>
      <span role="cell">{words.dateTime(summary.takenAt)}</span>
      <span role="cell">{summary.packTitle}</span>
      <span role="cell">
        <StateText {...props} />
        {isKnown ? <StateChip state={shownDeliveryState(summary.delivery, device)} /> : null}
      </span>
    </>
  );
}

function StateText({ summary, isGoing }: PictureProps): ReactElement | null {
  const words = useWords();
  if (isGoing) return <span className="history-row-going">{words.say('history.goingAway')}</span>;
  if (summary.review === undefined) return null;
  return <span className="small">{shortReview(words, summary.review)} </span>;
}
