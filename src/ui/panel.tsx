import type { ReactElement, ReactNode } from 'react';

/** A titled group on its own ground. `title` is a second-level heading and names the region. */
export function Panel(props: {
  readonly title?: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <section className="panel" aria-label={props.title}>
      {props.title === undefined ? null : (
        <div className="panel-head">
          <h2>{props.title}</h2>
          {props.aside}
        </div>
      )}
      {props.children}
    </section>
  );
}
