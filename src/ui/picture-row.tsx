import type { ReactElement, ReactNode } from 'react';
import { Icon } from './icon';
import { toneToIcon, type Tone } from './tone';

/** One picture in a list: thumbnail, answer with its tone, a supporting line, a note. `link` makes the row one target. */
export function PictureRow(props: {
  readonly picture: ReactNode;
  readonly title: string;
  readonly tone?: Tone;
  readonly support: string;
  readonly note?: string;
  readonly badge?: ReactNode;
  readonly actions?: ReactNode;
  readonly isActive?: boolean;
  readonly link?: (children: ReactNode) => ReactNode;
}): ReactElement {
  const body = (
    <>
      {props.picture}
      <span className="picture-row-words">
        <span className={`picture-row-title ${props.tone === undefined ? '' : `tone-${props.tone}`}`}>
          {props.tone === undefined || props.tone === 'info' ? null : <Icon name={toneToIcon(props.tone)} size={20} />}
          <span>{props.title}</span>
        </span>
        {props.badge}
        <span className="small">{props.support}</span>
        {props.note === undefined ? null : <span className="small quiet picture-row-note">{props.note}</span>}
      </span>
      {props.link === undefined ? null : <Icon name="forward" size={20} />}
    </>
  );
  return (
    <li className={props.isActive === true ? 'picture-row picture-row-active' : 'picture-row'}>
      {props.link === undefined ? <div className="picture-row-body">{body}</div> : props.link(body)}
      {props.actions === undefined ? null : <div className="row picture-row-actions">{props.actions}</div>}
    </li>
  );
}
