import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';

/** A screen: its heading takes the focus when the screen opens, so that a screen reader begins there. */
export function Page(props: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <div className="page">
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
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} – Fieldgrade`;
    if (isFirstScreen) isFirstScreen = false;
    else ref.current?.focus({ preventScroll: true });
  }, [children]);
  return (
    <h1 ref={ref} tabIndex={-1}>
      {children}
    </h1>
  );
}
