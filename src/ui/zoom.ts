/**
 * The part of a picture that its frame shows. Lengths are fractions of the frame: at scale 1 the picture fills the frame, and
 * its upper left corner is at `x`, `y`.
 */
export interface ZoomView {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** A point in the frame, 0–1 from its upper left corner. */
export interface FramePoint {
  readonly x: number;
  readonly y: number;
}

/** A rectangle in fractions of the picture. */
export interface PictureRect extends FramePoint {
  readonly width: number;
  readonly height: number;
}

export const wholePicture: ZoomView = { scale: 1, x: 0, y: 0 };

export const frameCentre: FramePoint = { x: 0.5, y: 0.5 };

export const maxScale = 8;

/** The view at `scale`, with the same point of the picture at `at` where the edges allow it. */
export function zoomTo(view: ZoomView, scale: number, at: FramePoint): ZoomView {
  const next = clamp(scale, 1, maxScale);
  const ratio = next / view.scale;
  return withinFrame({ scale: next, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio });
}

/** The view after the picture was moved by this much. */
export function panBy(view: ZoomView, by: FramePoint): ZoomView {
  return withinFrame({ ...view, x: view.x + by.x, y: view.y + by.y });
}

/** The view after two fingers moved: the points of the picture under them stay under them where the edges allow it. */
export function pinch(
  view: ZoomView,
  before: readonly [FramePoint, FramePoint],
  after: readonly [FramePoint, FramePoint],
): ZoomView {
  const [from, to] = [middle(before), middle(after)];
  const apart = distance(before);
  const zoomed = zoomTo(view, apart === 0 ? view.scale : view.scale * (distance(after) / apart), from);
  return panBy(zoomed, { x: to.x - from.x, y: to.y - from.y });
}

/** The view with the rectangle in the middle of the frame, at most `scale` times enlarged. */
export function zoomToRect(rect: PictureRect, largest = 4): ZoomView {
  const scale = clamp(0.6 / Math.max(rect.width, rect.height), 1, largest);
  const centre = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
  return withinFrame({ scale, x: 0.5 - centre.x * scale, y: 0.5 - centre.y * scale });
}

/** The picture always covers the frame. */
function withinFrame({ scale, x, y }: ZoomView): ZoomView {
  // Adding 0 makes 0 of -0.
  return { scale, x: clamp(x, 1 - scale, 0) + 0, y: clamp(y, 1 - scale, 0) + 0 };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function middle([one, other]: readonly [FramePoint, FramePoint]): FramePoint {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
}

function distance([one, other]: readonly [FramePoint, FramePoint]): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
