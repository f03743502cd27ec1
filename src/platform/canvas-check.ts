/** Side of the square that is drawn and read back, px. */
const sidePx = 16;

/**
 * Whether reading a canvas returns the pixels that were written to it. Some browsers add noise against fingerprinting
 * (brave #9591): verdicts would be wrong there.
 */
export function canvasIsExact(): boolean {
  const context = createCanvas().getContext('2d', { colorSpace: 'srgb', willReadFrequently: true });
  if (context === null) return false;
  const drawn = new ImageData(testPixels(), sidePx, sidePx);
  context.putImageData(drawn, 0, 0);
  const read = context.getImageData(0, 0, sidePx, sidePx);
  return drawn.data.every((value, at) => value === read.data[at]);
}

function createCanvas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = sidePx;
  canvas.height = sidePx;
  return canvas;
}

/** Every byte value in every channel, opaque. */
function testPixels(): Uint8ClampedArray<ArrayBuffer> {
  return Uint8ClampedArray.from({ length: sidePx * sidePx * 4 }, (_, at) =>
    at % 4 === 3 ? 255 : ((at >> 2) * 37 + (at % 4) * 85) % 256,
  );
}
