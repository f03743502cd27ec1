import type { ReactElement, ReactNode } from 'react';
import { Icon } from './icon';
import type { Tone } from '../words/verdict-text';

/** A permanent message: what happened, what to do, and optional buttons. `role="alert"` interrupts a screen reader. */
export function Notice(props: {
  readonly tone: Tone;
  readonly title?: string | undefined;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly role?: 'alert' | 'status' | 'note';
}): ReactElement {
  return (
    <div className={`notice tone-${props.tone}`} role={props.role ?? 'note'}>
      <Icon name={props.tone} />
      <div className="notice-words">
        {props.title === undefined ? null : <p className="notice-title">{props.title}</p>}
        {props.children === undefined ? null : <div>{props.children}</div>}
        {props.actions === undefined ? null : <div className="row notice-actions">{props.actions}</div>}
      </div>
    </div>
  );
}
