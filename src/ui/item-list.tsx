import type { ReactElement, ReactNode } from 'react';

/** A list of items with actions at the end of each line. */
export function ItemList({ children }: { readonly children: ReactNode }): ReactElement {
  return <ul className="item-list">{children}</ul>;
}

/** One item of an `ItemList`. */
export function ListItem(props: {
  readonly title: ReactNode;
  readonly note: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <li className="item-list-item">
      <div>
        <h3>{props.title}</h3>
        <p className="small quiet">{props.note}</p>
      </div>
      <div className="item-list-actions">{props.children}</div>
    </li>
  );
}
