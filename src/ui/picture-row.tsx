import type { ReactElement, ReactNode } from 'react';
import { Icon } from './icon';
import { ToneIcon } from './tone-icon';
import type { Tone } from '../words/verdict-text';

/**
 * One picture in a list: thumbnail, answer with its tone, supporting line, note. `link` makes the row one link, `start` is placed
 * before it, `details` next to the text if there is room.
 */
export function PictureRow(props: {
  readonly 'data-record'?: string;
  /** `div` inside the item of another list. */
  readonly element?: 'li' | 'div';
  readonly start?: ReactNode;
  readonly picture: ReactNode;
  readonly title: ReactNode;
  readonly tone?: Tone;
  readonly support: string;
  readonly note?: ReactNode;
  readonly badge?: ReactNode;
  readonly details?: ReactNode;
  readonly actions?: ReactNode;
  readonly isActive?: boolean;
  readonly link?: (children: ReactNode) => ReactNode;
}): ReactElement {
  const body = (
    <>
      {props.picture}
      <span className="picture-row-words">
        <span className={`picture-row-title ${props.tone === undefined ? '' : `tone-${props.tone}`}`}>
          {props.tone === undefined ? null : <ToneIcon tone={props.tone} size={20} />}
          <span>{props.title}</span>
        </span>
        {props.badge}
        <span className="small">{props.support}</span>
        {props.note === undefined ? null : <span className="small quiet picture-row-note">{props.note}</span>}
      </span>
      {props.details === undefined ? null : <span className="picture-row-details small">{props.details}</span>}
      {props.link === undefined ? null : <Icon name="forward" size={20} />}
    </>
  );
  const Row = props.element ?? 'li';
  return (
    <Row className={rowClass(props)} data-record={props['data-record']}>
      {props.start}
      {props.link === undefined ? <div className="picture-row-body">{body}</div> : props.link(body)}
      {props.actions === undefined ? null : <div className="row picture-row-actions">{props.actions}</div>}
    </Row>
  );
}

function rowClass(row: {
  readonly isActive?: boolean;
  readonly start?: ReactNode;
  readonly details?: ReactNode;
}): string {
  return [
    'picture-row',
    row.isActive === true ? 'picture-row-active' : '',
    row.start === undefined ? '' : 'picture-row-with-start',
    row.details === undefined ? '' : 'picture-row-with-details',
  ].join(' ');
}
