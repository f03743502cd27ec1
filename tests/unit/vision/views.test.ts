import { expect, test } from 'vitest';
import type { VerdictWithRasters } from '../../../src/domain/inspection';
import type { Picture } from '../../../src/domain/picture';
import { heatColour, heatOpacity, type Rgb } from '../../../src/vision/heat';
import { renderBounded, renderFiltered, renderMask, renderOverlay } from '../../../src/vision/views';
import { flatPicture } from '../../support/make-pack';

const picture = flatPicture(8, 8, [100, 110, 120]);

test('ENG-8 lightness rises monotonically with the value', () => {
  const lightness = Array.from({ length: 101 }, (_, at) => luma(heatColour(at / 100)));
  expect([...lightness].sort((a, b) => a - b)).toEqual(lightness);
});

test('ENG-8 at the threshold the hue changes from cold to warm and the opacity has a step', () => {
  const below = heatColour(0.4999);
  const at = heatColour(0.5);
  expect(below.blue).toBeGreaterThan(below.red);
  expect(at.red).toBeGreaterThan(at.blue + 100);
  expect(heatOpacity(0.5) - heatOpacity(0.4999)).toBeGreaterThan(0.25);
});

test('ENG-8 clamps values outside 0 to 1', () => {
  expect(heatColour(-1)).toEqual(heatColour(0));
  expect(heatColour(2)).toEqual(heatColour(1));
});

test('ENG-9 the mask is white at the anomaly and black elsewhere', () => {
  const mask = renderMask(picture, inspected());
  expect([mask.width, mask.height]).toEqual([8, 8]);
  expect(pixelAt(mask, 1, 1)).toEqual([255, 255, 255, 255]);
  expect(pixelAt(mask, 6, 6)).toEqual([0, 0, 0, 255]);
});

test('ENG-9 the filtered picture keeps only anomalous pixels', () => {
  const filtered = renderFiltered(picture, inspected());
  expect(pixelAt(filtered, 1, 1)).toEqual([100, 110, 120, 255]);
  expect(pixelAt(filtered, 6, 6)).toEqual([0, 0, 0, 255]);
});

test('ENG-9 the overlay colours the anomaly warm and does not change the picture itself', () => {
  const overlay = renderOverlay(picture, inspected());
  const [red = 0, , blue = 0] = pixelAt(overlay, 1, 1);
  expect(red).toBeGreaterThan(blue);
  expect(pixelAt(picture, 1, 1)).toEqual([100, 110, 120, 255]);
});

test('ENG-9 frames scale to a smaller copy of the inspected picture', () => {
  const bounded = renderBounded(picture, inspected());
  expect(pixelAt(bounded, 0, 0)).toEqual([255, 255, 255, 255]);
  expect(pixelAt(bounded, 4, 4)).toEqual([0, 0, 0, 255]);
  expect(pixelAt(bounded, 7, 7)).toEqual([100, 110, 120, 255]);
});

test('ENG-9 without an anomaly part the mask is black and the other views show the picture', () => {
  const { anomaly, ...verdict } = inspected().verdict;
  expect(anomaly).toBeDefined();
  const graded = { verdict };
  expect(pixelAt(renderMask(picture, graded), 1, 1)).toEqual([0, 0, 0, 255]);
  expect(renderOverlay(picture, graded).data).toEqual(picture.data);
});

/** The upper left quarter of a 16 × 16 picture is anomalous. */
function inspected(): VerdictWithRasters {
  const quarter = [1, 0, 0, 0];
  return {
    verdict: {
      picture: { width: 16, height: 16 },
      anomaly: {
        rawScore: 2,
        score: 0.9,
        isAnomalous: true,
        level: 'Faulty',
        levelTitle: 'Faulty',
        action: 'critical',
        boxes: [
          { x: 0, y: 0, width: 8, height: 8, score: 0.9, level: 'Faulty', levelTitle: 'Faulty', action: 'critical' },
        ],
      },
      timings: { decodeMs: 0, resizeMs: 0, networkMs: 0, judgeMs: 0, totalMs: 0 },
      provenance: {
        packId: 'p',
        packVersion: '1.0.0',
        packSha256: '',
        networkSha256: '',
        engineVersion: '1.0.0',
        backend: 'wasm',
      },
    },
    rasters: {
      map: { width: 2, height: 2, data: Float32Array.from(quarter, (value) => 0.9 * value) },
      mask: { width: 2, height: 2, data: Uint8Array.from(quarter) },
    },
  };
}

function pixelAt({ width, data }: Picture, x: number, y: number): number[] {
  return [...data.subarray(4 * (y * width + x), 4 * (y * width + x) + 4)];
}

function luma({ red, green, blue }: Rgb): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}
