import { useEffect, useRef, type MouseEvent, type PointerEvent } from 'react';

/** The actions of a click or a long press on a picture. */
export interface PictureActions {
  readonly isSelecting: boolean;
  readonly toggle: (id: string, place: number) => void;
  readonly extendTo: (place: number) => void;
  readonly moveTo: (place: number) => void;
}

/** A finger that rests this long selects. */
const longPressMs = 500;

/** Handlers of a picture's link: it opens unless the click selects (Shift, Ctrl or ⌘, a long press, or while selecting). */
export function usePictureActions(
  { isSelecting, toggle, extendTo, moveTo }: PictureActions,
  id: string,
  place: number,
) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wasLongPress = useRef(false);
  const endPress = (): void => clearTimeout(timer.current);
  useEffect(() => endPress, []);
  return {
    onClick: (event: MouseEvent): void => {
      moveTo(place);
      if (event.shiftKey) extendTo(place);
      else if (wasLongPress.current) wasLongPress.current = false;
      else if (isSelecting || event.ctrlKey || event.metaKey) toggle(id, place);
      else return;
      event.preventDefault();
    },
    onPointerDown: (event: PointerEvent): void => {
      wasLongPress.current = false;
      if (event.pointerType !== 'touch') return;
      timer.current = setTimeout(() => {
        wasLongPress.current = true;
        toggle(id, place);
      }, longPressMs);
    },
    onPointerUp: endPress,
    onPointerCancel: endPress,
    onPointerMove: endPress,
    onContextMenu: (event: MouseEvent): void => {
      if (wasLongPress.current) event.preventDefault();
    },
  };
}
