import type { ReactElement, ReactNode } from 'react';

/** A list of things with something to do at the end of each line. */
export function Shelf({ children }: { readonly children: ReactNode }): ReactElement {
  return <ul className="shelf">{children}</ul>;
}

/** One line of a `Shelf`. */
export function ShelfItem(props: {
  readonly title: string;
  readonly note: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <li className="shelf-item">
      <div>
        <h3>{props.title}</h3>
        <p className="small quiet">{props.note}</p>
      </div>
      <div className="shelf-actions">{props.children}</div>
    </li>
  );
}
