/** Keys in a group of buttons of which only one is reached by Tab (WAI-ARIA Authoring Practices, "roving tabindex"). */
import type { KeyboardEvent } from 'react';

/**
 * Moves the focus to the next or previous button of the group with an arrow key, to the first or last with Home or End, and
 * returns the button that has it now. Returns `undefined` for every other key.
 */
export function moveFocus(event: KeyboardEvent<HTMLElement>): HTMLButtonElement | undefined {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const current = buttons.findIndex((button) => button === document.activeElement);
  const isRightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl';
  const next = buttons.at(placeAfter(event.key, current, buttons.length, isRightToLeft) ?? buttons.length);
  if (next === undefined) return undefined;
  event.preventDefault();
  next.focus();
  return next;
}

/** The value whose button Tab reaches: the selected one, or the first where none is selected. */
export function tabStopOf<Value>(values: readonly Value[], selected: Value): Value | undefined {
  return values.includes(selected) ? selected : values[0];
}

function placeAfter(key: string, current: number, count: number, isRightToLeft: boolean): number | undefined {
  const after = (current + 1) % count;
  const before = current <= 0 ? count - 1 : current - 1;
  const places: Readonly<Record<string, number>> = {
    ArrowDown: after,
    ArrowUp: before,
    ArrowRight: isRightToLeft ? before : after,
    ArrowLeft: isRightToLeft ? after : before,
    Home: 0,
    End: count - 1,
  };
  return places[key];
}
