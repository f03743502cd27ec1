import type { ReactElement, ReactNode } from 'react';
import { Icon, type IconName } from './icon';

/** Nothing here yet, and what to do about it. */
export function EmptyState(props: {
  readonly icon: IconName;
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}): ReactElement {
  return (
    <div className="empty-state">
      <Icon name={props.icon} size={44} />
      <h2>{props.title}</h2>
      <p className="quiet">{props.children}</p>
      {props.action}
    </div>
  );
}
