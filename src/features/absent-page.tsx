import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { buttonClass, type ButtonLook } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import type { IconName } from '../ui/icon';
import { Page } from '../ui/page';

/** The screen of an address that does not exist, with a link to an existing screen. */
export function AbsentPage(props: {
  /** That of `absence` by default. */
  readonly title?: string;
  readonly icon?: IconName;
  readonly absence: string;
  readonly reason: string;
  readonly way: { readonly href: string; readonly words: string; readonly look?: ButtonLook };
}): ReactElement {
  const { href, words, look = 'plain' } = props.way;
  return (
    <Page title={props.title ?? props.absence}>
      <EmptyState
        icon={props.icon ?? 'unknown'}
        title={props.absence}
        action={
          <Link href={href} className={buttonClass(look)}>
            {words}
          </Link>
        }
      >
        {props.reason}
      </EmptyState>
    </Page>
  );
}
