import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  maxScale,
  panBy,
  pinch,
  wholePicture,
  zoomTo,
  zoomToRect,
  type FramePoint,
  type ZoomView,
} from '../../../src/ui/zoom';

const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const point = fc.record({ x: fraction, y: fraction });
const factor = fc.double({ min: 0.05, max: 20, noNaN: true });

/** The point of the picture, in fractions of it, that is shown at `at`. */
function pictureAt({ scale, x, y }: ZoomView, at: FramePoint): FramePoint {
  return { x: (at.x - x) / scale, y: (at.y - y) / scale };
}

function covers({ scale, x, y }: ZoomView): boolean {
  const inside = (start: number): boolean => start <= 0 && start + scale >= 1 - 1e-9;
  return scale >= 1 && scale <= maxScale && inside(x) && inside(y);
}

test('SCR-27 zooming in keeps the point of the picture under the pointer', () => {
  fc.assert(
    fc.property(point, point, fc.double({ min: 1, max: maxScale, noNaN: true }), (first, at, scale) => {
      const view = zoomTo(wholePicture, Math.min(scale, 3), first);
      const nearer = zoomTo(view, Math.max(scale, view.scale), at);
      const [before, after] = [pictureAt(view, at), pictureAt(nearer, at)];
      expect(after.x).toBeCloseTo(before.x, 9);
      expect(after.y).toBeCloseTo(before.y, 9);
    }),
  );
});

test('SCR-27 after any zoom, pan and pinch the picture covers the frame', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('zoom' as const), factor, at: point }),
    fc.record({ kind: fc.constant('pan' as const), by: point, sign: fc.constantFrom(-1, 1) }),
    fc.record({ kind: fc.constant('pinch' as const), before: fc.tuple(point, point), after: fc.tuple(point, point) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const end = steps.reduce((view, each) => {
        if (each.kind === 'zoom') return zoomTo(view, view.scale * each.factor, each.at);
        if (each.kind === 'pan') return panBy(view, { x: each.sign * each.by.x, y: each.sign * each.by.y });
        return pinch(view, each.before, each.after);
      }, wholePicture);
      expect(covers(end)).toBe(true);
    }),
  );
});

test('SCR-27 zooming in and out at one point returns to the same view, and at scale 1 the whole picture is shown', () => {
  const at = { x: 0.2, y: 0.7 };
  const near = zoomTo(wholePicture, 4, at);
  expect(near).toEqual({ scale: 4, x: expect.closeTo(-0.6, 9) as number, y: expect.closeTo(-2.1, 9) as number });
  expect(zoomTo(near, 1, { x: 1, y: 0 })).toEqual(wholePicture);
  expect(zoomTo(near, 100, at).scale).toBe(maxScale);
});

test('SCR-27 two fingers that move apart zoom at the point between them and move the picture with it', () => {
  const spread = pinch(
    wholePicture,
    [
      { x: 0.4, y: 0.5 },
      { x: 0.6, y: 0.5 },
    ],
    [
      { x: 0.3, y: 0.6 },
      { x: 0.7, y: 0.6 },
    ],
  );
  expect(spread.scale).toBeCloseTo(2, 9);
  const under = pictureAt(spread, { x: 0.5, y: 0.6 });
  expect([under.x, under.y]).toEqual([expect.closeTo(0.5, 9), expect.closeTo(0.5, 9)]);
});

test('SCR-27 a region is shown in the middle, as large as it fits, and near an edge as far as the picture goes', () => {
  const view = zoomToRect({ x: 0.4, y: 0.4, width: 0.2, height: 0.1 });
  expect(view.scale).toBeCloseTo(3, 9);
  const centre = pictureAt(view, { x: 0.5, y: 0.5 });
  expect([centre.x, centre.y]).toEqual([expect.closeTo(0.5, 9), expect.closeTo(0.45, 9)]);
  expect(zoomToRect({ x: 0, y: 0, width: 0.01, height: 0.01 })).toEqual({ scale: 4, x: 0, y: 0 });
  expect(zoomToRect({ x: 0, y: 0, width: 1, height: 1 })).toEqual(wholePicture);
});
