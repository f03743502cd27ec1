import type { ReactElement, ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import { toneToIcon, type Tone } from './tone';

/** A short word with its tone and picture, as "Inspect" or "On this device". */
export function Chip(props: {
  readonly tone: Tone;
  readonly icon?: IconName;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <span className={`chip tone-${props.tone}`}>
      <Icon name={props.icon ?? toneToIcon(props.tone)} size={18} />
      <span>{props.children}</span>
    </span>
  );
}
