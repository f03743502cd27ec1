import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { useWords } from './words-context';

/** A screen. Its heading gets the focus when the screen opens, so that a screen reader starts there. */
export function Page(props: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly aside?: ReactNode;
  /** For tools that use the whole width of a desktop. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <div className={props.isWide === true ? 'page page-wide' : 'page'}>
      <header className="page-head">
        <div>
          <PageTitle>{props.title}</PageTitle>
          {props.lead === undefined ? null : <p className="quiet">{props.lead}</p>}
        </div>
        {props.aside}
      </header>
      {props.children}
    </div>
  );
}

let isFirstScreen = true;

function PageTitle({ children }: { readonly children: string }): ReactElement {
  const words = useWords();
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = words.say('app.documentTitle', { screen: children });
    if (isFirstScreen) isFirstScreen = false;
    else ref.current?.focus({ preventScroll: true });
  }, [children, words]);
  return (
    <h1 ref={ref} tabIndex={-1}>
      {children}
    </h1>
  );
}
