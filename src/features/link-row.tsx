import type { ReactElement, ReactNode } from 'react';
import { Link } from 'wouter';
import { buttonClass } from '../ui/button';
import { Icon } from '../ui/icon';
import './link-row.css';

/** A list of rows of which each opens a screen; two or more columns where there is room. */
export function LinkRows({ children }: { readonly children: ReactNode }): ReactElement {
  return <ul className="link-rows">{children}</ul>;
}

/** One row: a title, what supports it, and where it leads. */
export function LinkRow(props: {
  readonly href: string;
  readonly title: string;
  readonly support: string;
  readonly badge?: ReactNode;
}): ReactElement {
  return (
    <li>
      <Link href={props.href} className="link-row">
        <span className="link-row-words">
          <span className="link-row-title">{props.title}</span>
          <span className="small quiet">{props.support}</span>
        </span>
        {props.badge}
        <Icon name="forward" size={20} />
      </Link>
    </li>
  );
}

/** Leads back to a list from one of its entries. */
export function BackLink({ href, children }: { readonly href: string; readonly children: ReactNode }): ReactElement {
  return (
    <Link href={href} className={buttonClass('plain')}>
      {children}
    </Link>
  );
}
