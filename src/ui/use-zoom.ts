import { useEffect, useState, type KeyboardEvent, type RefObject } from 'react';
import { frameCentre, panBy, pinch, wholePicture, zoomTo, type FramePoint, type ZoomView } from './zoom';

/** One press of a zoom button or key. */
const stepFactor = 2;
/** A double tap shows the picture this large. */
const tapScale = 2.5;
const doubleTapMs = 300;
const doubleTapPx = 30;
/** A wheel that was scrolling the page does not zoom a picture that comes under it. */
const scrollGestureMs = 250;
/** The class of a frame whose picture is enlarged. */
export const zoomedClass = 'picture-frame-zoomed';
/** The class of elements over the picture that are dragged themselves. */
export const grabClass = 'picture-grab';
/** One press of an arrow key, in frames. */
const arrowStep = 0.15;

export interface Zoom {
  readonly view: ZoomView;
  readonly setView: (view: ZoomView) => void;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  /** Shows the whole picture. */
  readonly zoomOutFully: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Zoom and pan of the picture in `frame`: wheel, pinch, double tap, drag and keys. */
export function useZoom(frame: RefObject<HTMLElement | null>): Zoom {
  const [view, setView] = useState(wholePicture);
  useEffect(() => {
    if (frame.current === null) return;
    const stop = new AbortController();
    listenToWheel(frame.current, setView, stop.signal);
    listenToPointers(frame.current, setView, stop.signal);
    return () => stop.abort();
  }, [frame]);
  const zoomBy = (factor: number): void => setView((now) => zoomTo(now, now.scale * factor, frameCentre));
  return {
    view,
    setView,
    zoomIn: () => zoomBy(stepFactor),
    zoomOut: () => zoomBy(1 / stepFactor),
    zoomOutFully: () => setView(wholePicture),
    onKeyDown: (event) => {
      const change = keyChanges[event.key];
      if (change === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      const next = change(view);
      if (next.scale === view.scale && next.x === view.x && next.y === view.y) return;
      event.preventDefault();
      setView(next);
    },
  };
}

type ChangeView = (view: ZoomView) => ZoomView;
type SetView = (change: ChangeView) => void;

const zoomIn: ChangeView = (view) => zoomTo(view, view.scale * stepFactor, frameCentre);
const zoomOut: ChangeView = (view) => zoomTo(view, view.scale / stepFactor, frameCentre);

const keyChanges: Readonly<Partial<Record<string, ChangeView>>> = {
  '+': zoomIn,
  '=': zoomIn,
  '-': zoomOut,
  '0': () => wholePicture,
  ArrowLeft: (view) => panBy(view, { x: arrowStep, y: 0 }),
  ArrowRight: (view) => panBy(view, { x: -arrowStep, y: 0 }),
  ArrowUp: (view) => panBy(view, { x: 0, y: arrowStep }),
  ArrowDown: (view) => panBy(view, { x: 0, y: -arrowStep }),
};

/** The wheel zooms at the pointer. Turned back at scale 1 it scrolls the page. */
function listenToWheel(frame: HTMLElement, setView: SetView, signal: AbortSignal): void {
  let lastOutsideMs = -Infinity;
  window.addEventListener(
    'wheel',
    (event) => {
      if (!frame.contains(event.target as Node)) lastOutsideMs = event.timeStamp;
    },
    { signal, passive: true },
  );
  frame.addEventListener(
    'wheel',
    (event) => {
      const isScrolling = event.timeStamp - lastOutsideMs < scrollGestureMs && !event.ctrlKey;
      const isOutAtWhole = event.deltaY > 0 && !frame.classList.contains(zoomedClass) && !event.ctrlKey;
      if (isScrolling || isOutAtWhole) {
        lastOutsideMs = isScrolling ? event.timeStamp : lastOutsideMs;
        return;
      }
      event.preventDefault();
      const at = pointIn(frame, event);
      setView((view) => zoomTo(view, view.scale * wheelFactor(event), at));
    },
    { signal, passive: false },
  );
}

const pixelsPerLine = 16;

/** A notch of a mouse wheel is 100 px, a step of a trackpad some px. */
function wheelFactor({ deltaY, deltaMode, ctrlKey }: WheelEvent): number {
  const px = deltaMode === WheelEvent.DOM_DELTA_PIXEL ? deltaY : deltaY * pixelsPerLine;
  return Math.exp(-Math.max(-200, Math.min(200, px)) * (ctrlKey ? 0.01 : 0.003));
}

/** One pointer drags, two pinch, two taps in short succession zoom in or out. */
function listenToPointers(frame: HTMLElement, setView: SetView, signal: AbortSignal): void {
  const pointers = new Map<number, FramePoint>();
  let lastTap: { readonly atMs: number; readonly x: number; readonly y: number } | undefined;
  let hasMoved = false;

  function move(event: PointerEvent): void {
    const before = pointers.get(event.pointerId);
    if (before === undefined) return;
    const after = pointIn(frame, event);
    const [one, other] = [...pointers.keys()];
    const otherId = one === event.pointerId ? other : one;
    const fixed = otherId === undefined ? undefined : pointers.get(otherId);
    pointers.set(event.pointerId, after);
    hasMoved ||= Math.hypot(after.x - before.x, after.y - before.y) > 0.005;
    setView((view) =>
      fixed === undefined
        ? panBy(view, { x: after.x - before.x, y: after.y - before.y })
        : pinch(view, [before, fixed], [after, fixed]),
    );
  }

  function end(event: PointerEvent): void {
    pointers.delete(event.pointerId);
    if (event.type !== 'pointerup' || hasMoved) return;
    const tap = { atMs: event.timeStamp, x: event.clientX, y: event.clientY };
    const isSecond =
      lastTap !== undefined &&
      tap.atMs - lastTap.atMs < doubleTapMs &&
      Math.hypot(tap.x - lastTap.x, tap.y - lastTap.y) < doubleTapPx;
    lastTap = isSecond ? undefined : tap;
    const at = pointIn(frame, event);
    if (isSecond) setView((view) => zoomTo(view, view.scale > 1 ? 1 : tapScale, at));
  }

  frame.addEventListener(
    'pointerdown',
    (event) => {
      if (isGrabbed(event.target)) return;
      if (pointers.size === 0) hasMoved = false;
      if (pointers.size < 2 && event.button === 0) pointers.set(event.pointerId, pointIn(frame, event));
    },
    { signal },
  );
  // On the window, so that a drag goes on outside the frame; a captured pointer would take the clicks of the marks.
  window.addEventListener('pointermove', move, { signal });
  window.addEventListener('pointerup', end, { signal });
  window.addEventListener('pointercancel', end, { signal });
  // Two fingers pinch the picture, not the page; one finger scrolls the page while the whole picture is shown.
  frame.addEventListener('touchmove', (event) => event.touches.length > 1 && event.preventDefault(), {
    signal,
    passive: false,
  });
}

function isGrabbed(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(`.${grabClass}`) !== null;
}

function pointIn(frame: HTMLElement, { clientX, clientY }: MouseEvent): FramePoint {
  const { left, top, width, height } = frame.getBoundingClientRect();
  return { x: (clientX - left) / width, y: (clientY - top) / height };
}
