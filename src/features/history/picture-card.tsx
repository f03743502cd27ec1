import type { ReactElement } from 'react';
import { Link } from 'wouter';
import type { Review } from '../../domain/corrected-verdict';
import type { DeliveryState } from '../../domain/delivery';
import type { InspectionSummary } from '../../domain/inspection-summary';
import { CheckField } from '../../ui/form-field';
import { FileName } from '../../ui/file-name';
import { Icon } from '../../ui/icon';
import { ToneIcon } from '../../ui/tone-icon';
import { useWords } from '../../ui/words-context';
import type { KnownAs } from '../../services/delivery';
import { reviewText } from '../../words/correction-text';
import type { Words } from '../../words/words';
import { deliveryLooks, shownDeliveryState } from '../delivery-text';
import { MapThumbnail } from './map-thumbnail';
import { factsOf } from './picture-facts';
import type { ThumbnailCache } from './thumbnail-cache';
import { usePictureActions, type PictureActions } from './use-picture-actions';

/** What a card, a row of a list and a row of the table have in common. */
export interface PictureProps {
  readonly summary: InspectionSummary;
  readonly place: number;
  readonly href: string;
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  /** It is deleted when the time for an undo is over. */
  readonly isGoing: boolean;
  readonly isMapShown: boolean;
  readonly cache: ThumbnailCache;
  readonly actions: PictureActions;
  /** How the office knows this device: only then a delivery state is shown. */
  readonly device: KnownAs | undefined;
}

/** Letters at the end of a file name that a card always shows: the number and the extension. */
const nameTail = 8;

/** A picture in the grid: thumbnail, verdict, score, file name. */
export function PictureCard(props: PictureProps): ReactElement {
  const words = useWords();
  const { summary, place } = props;
  const { fileName } = summary;
  const facts = factsOf(words, summary);
  const handlers = usePictureActions(props.actions, summary.id, place);
  return (
    <div role="listitem" className={cardClass(props)}>
      <SelectBox {...props} />
      <Link
        href={props.href}
        className="picture-card-link"
        data-place={place}
        tabIndex={props.isCurrent ? 0 : -1}
        draggable={false}
        {...handlers}
      >
        <MapThumbnail {...props} />
        <span className={`picture-card-answer tone-${facts.tone}`}>
          <ToneIcon tone={facts.tone} size={16} />
          <span className="picture-card-title">{facts.answer}</span>
          {facts.score === undefined ? null : <span>{words.say('history.scoreShort', { score: facts.score })}</span>}
        </span>
        <span className="picture-card-name">
          <FileName name={fileName} tail={nameTail} />
        </span>
        <Marks {...props} />
      </Link>
    </div>
  );
}

/** What a colour or a sign says, in words for screen readers. */
function Marks({ summary, isGoing, device }: PictureProps): ReactElement {
  const words = useWords();
  return (
    <>
      {isGoing ? <span className="picture-card-going">{words.say('history.goingAway')}</span> : null}
      {device === undefined || device.phase === 'none' ? null : (
        <span className="picture-card-delivery">
          <StateSign state={shownDeliveryState(summary.delivery, device)} />
        </span>
      )}
      {summary.review === undefined ? null : (
        <span className="picture-card-review" title={shortReview(words, summary.review)}>
          <Icon name="check" size={14} />
          <span className="visually-hidden">{shortReview(words, summary.review)}</span>
        </span>
      )}
    </>
  );
}

/** The delivery state as a sign, in words for screen readers and the pointer. */
function StateSign({ state }: { readonly state: DeliveryState }): ReactElement {
  const words = useWords();
  const { tone, icon } = deliveryLooks[state];
  const title = words.say(`delivery.state.${state}.title`);
  return (
    <span className={`tone-${tone}`} title={title}>
      <Icon name={icon ?? tone} size={14} />
      <span className="visually-hidden">{title}</span>
    </span>
  );
}

/** In one word, except for a decision without a verdict of the pack: there the text says that a person decided. */
export function shortReview(words: Words, review: Review): string {
  if (review.phase !== 'none' && review.isDecision === true) return reviewText(words, review) ?? '';
  return words.say(review.phase === 'changed' ? 'history.corrected' : 'history.confirmed');
}

/** The box that selects a picture. Its click with Shift selects everything up to it. */
export function SelectBox({ summary, place, isSelected, isCurrent, actions }: PictureProps): ReactElement {
  const words = useWords();
  return (
    <span className="select-box">
      <CheckField
        label={words.say('history.select', { name: summary.fileName })}
        isLabelHidden
        checked={isSelected}
        tabIndex={isCurrent ? 0 : -1}
        onChange={(event) => {
          const { nativeEvent } = event;
          const hasShift = 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true;
          if (hasShift) actions.extendTo(place);
          else actions.toggle(summary.id, place);
        }}
      />
    </span>
  );
}

function cardClass({ isSelected, isGoing }: PictureProps): string {
  return ['picture-card', isSelected ? 'is-selected' : '', isGoing ? 'is-going' : ''].join(' ');
}
