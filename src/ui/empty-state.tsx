import type { ReactElement, ReactNode } from 'react';
import { Icon, type IconName } from './icon';

/** Says that a list is empty and what to do. */
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
