import { useEffect, useRef, useState } from 'react';

/** After this pause in writing a text is saved. */
const pauseMs = 1_000;

/** A text that is saved after a pause, when its field loses the focus, and when the screen closes. */
export function useAutosave(
  stored: string,
  save: (text: string) => void,
): { readonly text: string; readonly write: (text: string) => void; readonly flush: () => void } {
  const [text, setText] = useState(stored);
  const [known, setKnown] = useState(stored);
  const pending = useRef<{ readonly timer: ReturnType<typeof setTimeout>; readonly run: () => void }>(undefined);
  if (stored !== known) {
    setKnown(stored);
    if (text === known) setText(stored);
  }
  const flush = (): void => {
    const waiting = pending.current;
    pending.current = undefined;
    clearTimeout(waiting?.timer);
    waiting?.run();
  };
  const write = (next: string): void => {
    setText(next);
    clearTimeout(pending.current?.timer);
    pending.current = { timer: setTimeout(flush, pauseMs), run: () => save(next) };
  };
  useEffect(() => {
    const now = (): void => {
      const waiting = pending.current;
      pending.current = undefined;
      clearTimeout(waiting?.timer);
      waiting?.run();
    };
    window.addEventListener('pagehide', now);
    return () => {
      window.removeEventListener('pagehide', now);
      now();
    };
  }, []);
  return { text, write, flush };
}
