import { useEffect, useEffectEvent } from 'react';
import { usePreferences } from '../use-preferences';

/** What a key does; false: nothing, so that the browser does what it does with the key. */
export type KeyActions = (event: KeyboardEvent) => boolean;

/** Keys of the whole screen. They do nothing while a field, a dialog or a draft has them. */
export function useResultKeys(actions: KeyActions): void {
  const [{ singleKeys }] = usePreferences();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || isTyping(event.target)) return;
    // WCAG 2.1.4: the user can switch single keys off.
    if (singleKeys === 'off' && event.key.length === 1 && !event.ctrlKey && !event.metaKey) return;
    if (actions(event)) event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

/** Fields where letters are written, and everything in an open dialog. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('dialog[open]') !== null || target.isContentEditable) return true;
  if (target instanceof HTMLInputElement)
    return target.type !== 'radio' && target.type !== 'checkbox' && target.type !== 'range';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
