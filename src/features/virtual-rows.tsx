import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState, type ReactElement, type ReactNode, type RefObject } from 'react';
import './virtual-rows.css';

/** Rows beyond the edges of the screen that are drawn, so that scrolling and the Tab key find them. */
const overscan = 8;

/**
 * A list of which only the rows near the screen are in the document, with heights as they are. `renderRow` returns the content of a
 * list item; rows keep their place by `keyOf`.
 */
export function VirtualRows<Row>(props: {
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** The usual height of a row, px: used until it has been drawn. */
  readonly rowHeightPx: number;
  readonly label?: string;
  readonly renderRow: (row: Row) => ReactNode;
}): ReactElement {
  const { rows, keyOf, rowHeightPx } = props;
  const ref = useRef<HTMLOListElement>(null);
  const scrollMargin = usePlaceOnPage(ref);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeightPx,
    getItemKey: (index) => keyAt(rows, index, keyOf),
    overscan,
    scrollMargin,
  });
  return (
    <ol
      ref={ref}
      className="virtual-rows"
      aria-label={props.label}
      style={{ blockSize: `${String(virtual.getTotalSize())}px` }}
    >
      {virtual.getVirtualItems().map(({ key, index, start }) => {
        const row = rows[index];
        return row === undefined ? null : (
          <li
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            aria-setsize={rows.length}
            aria-posinset={index + 1}
            className="virtual-row"
            style={{ transform: `translateY(${String(start - scrollMargin)}px)` }}
          >
            {props.renderRow(row)}
          </li>
        );
      })}
    </ol>
  );
}

function keyAt<Row>(rows: readonly Row[], index: number, keyOf: (row: Row) => string): string {
  const row = rows[index];
  return row === undefined ? String(index) : keyOf(row);
}

/**
 * How far the element is below the top of the page, px. Read again when something on the page has changed its height, after the
 * browser's layout: reading it with every update would force a layout each time.
 */
function usePlaceOnPage(ref: RefObject<HTMLElement | null>): number {
  const [topPx, setTopPx] = useState(0);
  useLayoutEffect(() => {
    const measure = (): void => {
      const top = ref.current === null ? 0 : ref.current.getBoundingClientRect().top + window.scrollY;
      setTopPx((before) => (Math.abs(before - top) < 1 ? before : top));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    if (ref.current?.parentElement) observer.observe(ref.current.parentElement);
    return () => observer.disconnect();
  }, [ref]);
  return topPx;
}
