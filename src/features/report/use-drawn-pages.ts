import { useEffect, useState } from 'react';

/** More than a screen shows at first. */
const firstPages = 4;
/** So many are drawn in one task: it stays below 50 ms. */
const pagesAtOnce = 8;

/** Makes the screen show a change before it returns. */
export type DrawNow = (change: () => void) => void;

/**
 * How many of the pages are drawn: the first ones at once, then more in short tasks, so that a report of hundreds of pages can be
 * written on while it is drawn. Before the browser prints, all of them.
 */
export function useDrawnPages(pages: number, drawNow: DrawNow): number {
  const [drawn, setDrawn] = useState(firstPages);
  useEffect(() => {
    if (drawn >= pages) return undefined;
    const timer = setTimeout(() => setDrawn(drawn + pagesAtOnce), 0);
    return () => clearTimeout(timer);
  }, [drawn, pages]);
  useEffect(() => {
    const drawAll = (): void => drawNow(() => setDrawn((before) => Math.max(before, pages)));
    window.addEventListener('beforeprint', drawAll);
    return () => window.removeEventListener('beforeprint', drawAll);
  }, [pages, drawNow]);
  return Math.min(drawn, pages);
}
