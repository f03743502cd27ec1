import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { FileName } from '../../ui/file-name';
import { ToneIcon } from '../../ui/tone-icon';
import { useWords } from '../../ui/words-context';
import { StateChip } from '../delivery-chip';
import { shownDeliveryState } from '../delivery-text';
import { MapThumbnail } from './map-thumbnail';
import { SelectBox, type PictureProps } from './picture-card';
import { factsOf } from './picture-facts';
import { usePictureActions } from './use-picture-actions';

/** A picture in the list of a phone. */
export function PictureListRow(props: PictureProps): ReactElement {
  const words = useWords();
  const { summary, place, device, actions } = props;
  const facts = factsOf(words, summary);
  const handlers = usePictureActions(actions, summary.id, place);
  const isKnown = device !== undefined && device.phase !== 'none';
  return (
    <div role="listitem" className={rowClass(props)}>
      {actions.isSelecting ? <SelectBox {...props} /> : null}
      <Link
        href={props.href}
        className="history-row-link"
        data-place={place}
        tabIndex={props.isCurrent ? 0 : -1}
        draggable={false}
        {...handlers}
      >
        <MapThumbnail {...props} />
        <span className="history-row-words">
          <span className={`history-row-title tone-${facts.tone}`}>
            <ToneIcon tone={facts.tone} size={20} />
            <span>{facts.answer}</span>
          </span>
          {props.isGoing ? <span className="history-row-going">{words.say('history.goingAway')}</span> : null}
          <span className="small">{facts.support}</span>
          <span className="small quiet history-row-note">
            <span>{words.time(summary.takenAt)}</span> <FileName name={summary.fileName} />
          </span>
          {isKnown ? <StateChip state={shownDeliveryState(summary.delivery, device)} /> : null}
        </span>
      </Link>
    </div>
  );
}

function rowClass({ isSelected, isGoing }: PictureProps): string {
  return ['picture-row history-row', isSelected ? 'is-selected' : '', isGoing ? 'is-going' : ''].join(' ');
}
