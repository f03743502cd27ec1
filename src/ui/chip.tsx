import type { ReactElement, ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import type { Tone } from '../words/verdict-text';

/** A short text with its tone and icon. */
export function Chip(props: {
  readonly tone: Tone;
  readonly icon?: IconName;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <span className={`chip tone-${props.tone}`}>
      <Icon name={props.icon ?? props.tone} size={18} />
      <span>{props.children}</span>
    </span>
  );
}
